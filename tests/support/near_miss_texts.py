"""Sentences about passwords and codes, and code that names them, with no secret in any."""

PROSE = tuple(
    line
    for line in """
Your password must have at least 8 characters
Password must contain a capital letter and a digit
Passwords: a short history of a bad idea
Password policy: 12 characters, changed every 90 days
Forgot your password? Reset it here
The password field is empty
Password strength: strong
Password: at least 12 characters
Password: minimum 10 characters, one symbol
The password is required
The password was changed yesterday
Password: ••••••••
Password: ********
Password ●●●●●●●● Show
Passwort: ••••••••••
Enter your password
Please enter a new password
Change password every 3 months
Last password change: 12 May 2024
Password manager of the year 2023
Incorrect password, 3 attempts left
Passwords saved: 132
A password is like a toothbrush
She forgot the password again on Monday 12 May
Nobody should ever send a password by mail
two passwords, one for work and one for home
Das Passwort muss mindestens 8 Zeichen haben
Passwort vergessen?
Das Kennwort ist abgelaufen
Passwort: mindestens 12 Zeichen
Bitte geben Sie Ihr Kennwort ein
Ihr Passwort wurde am 3. Mai 2024 geändert
Le mot de passe doit contenir 8 caractères
Mot de passe oublié ?
Votre mot de passe est incorrect
Mot de passe : 8 caractères au minimum
La contraseña debe tener 8 caracteres
¿Has olvidado tu contraseña?
La contraseña es obligatoria
Contraseña: mínimo 10 caracteres
La password deve avere almeno 8 caratteri
Password dimenticata?
La password è obbligatoria
A senha deve ter pelo menos 8 caracteres
Esqueceu sua senha?
Het wachtwoord moet minstens 8 tekens hebben
Wachtwoord vergeten?
Uw wachtwoord is gewijzigd
Hasło musi mieć co najmniej 8 znaków
Nie pamiętasz hasła?
Lösenordet måste ha minst 8 tecken
Glömt lösenordet?
Heslo musí mít alespoň 8 znaků
Zapomněli jste heslo?
Şifre en az 8 karakter olmalıdır
Şifrenizi mi unuttunuz?
Parolanızı girin
The PIN is on the back of the card
PIN: ****
Enter your PIN
pin 12 is ground, pin 7 is power
pinned: 4 notes
A PIN has 4 digits
Your PIN was changed on 12.05.2024
spinning: 3300 rpm
The security code is on the back of your card
CVV: the three digits on the back
CVC ***
We never ask for your verification code
Your verification code expires in 10 minutes
A verification code was sent to your phone ending in 4471
Didn't get a code? Send it again in 30 seconds
Your code is valid for 15 minutes
Error code 404123: not found
Exit code: 137
Zip code 90210
Area code 415
Country code: 49
Promo code: SUMMER20
Your promo code is SAVE2024
Use 20 grams of sugar to start the dough
Enter 2024 in the year field
Product code: 8812340
The dress code is black
QR code version 40
Source code: 120,000 lines
Your order code is 4471203
Codice sconto: 15 per cento
Code postal : 75011
Código postal: 28013
Postleitzahl 10115 Berlin
Rabattcode: HERBST15
Kod pocztowy 00-950
Our card number one hit of the summer
Card ending in 4471
Visa •••• 4471
Card: **** **** **** 4471
Karte endet auf 4471
credit card fraud rose by 12 per cent in 2023
IBAN: please ask the office
The IBAN has 22 characters in Germany
social security reform of 1983
The tax year 2023 ended with 12,345,678 returns
A token of thanks
token: the smallest unit of text
max tokens: 4096
Tokens used: 12,345 of 128,000
Token count 131072
secret: nobody knows
Victoria's secret 2024 show
The secret garden, chapter 12
the secret is patience
Login: ines
Login at 10:30, logout at 17:45
Two-factor authentication is on
API key: not set
API keys are made in the settings
Your API key has expired
Private key: none
A private key is kept on this computer only
BEGIN reading here
Access key: required
Recovery codes are shown once
The bearer of this letter is my friend
bearer bonds worth 4,000,000
Basic authorization is off
https://example.org:8080/path?user=ines&page=2
http://localhost:3000/login?next=/home
mailto:ines@example.org
ftp://ftp.example.org/pub/file-1.2.3.tar.gz
postgres://user:password@host/db
postgres://<user>:<password>@host:5432/db
https://user:****@example.org
12:30 a@b.example
Meet at 52.520008, 13.404954
Room 4012-8888, floor 4
The match ended 4-1, 4-1, 6-4
1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
2019 2020 2021 2022 2023 2024
3.14159265358979323846
1.4142135623730951
0.30000000000000004
Population 83,240,525 in 2020
ISO 27001, ISO 9001, DIN 5008
RFC 2119, RFC 8259
WPA2, WPA3 and 802.11ax
AES-256, SHA-256 and Argon2id
Model X1 Carbon Gen 12
BMW 320d, VW ID.4, Audi A6
H2O, CO2 and C6H12O6
A4, B5 and C6 envelopes
E2E, K8S, I18N and L10N
Chapter XIV, verse 12
Act IV, scene 2, line 118
Psalm 119:105
ICD-10 F32.1
ATC code N02BE01
CAS 7732-18-5
Flight LH 1234 at gate B42
Bus 142 every 12 min
Serial no. C02XK0ABJG5H
IMEI on the box
VIN WVWZZZ1JZXW000001
AB-CD 1234
Zimmer 4711, Kölnisch Wasser 4711
Haslet 10: a village
It has 10: ten of them
""".strip().splitlines()
)

CODE = tuple(
    line
    for line in """
password = input("Password: ")
password = getpass.getpass()
password = os.environ["DB_PASSWORD"]
password: str
password: Optional[str] = None
password: string;
self.password = password
self._password = None
if password == other:
if (password !== confirm) {
def check_password(self, password):
const password = req.body.password;
const { password } = req.body;
password: z.string().min(8),
password varchar(255) not null
password = models.CharField(max_length=128)
<input type="password" name="password" id="pw">
<label for="password">Password</label>
"password": {"type": "string", "minLength": 8},
"password": null,
password=None
password=password
password = ""
password: ${DB_PASSWORD}
password: {{ vault_password }}
password: !vault |
password: <your password>
--password=<secret>
PASSWORD=$1
PASSWORD="${PASSWORD}"
PASSWORD_HASHERS = [
MIN_PASSWORD_LENGTH = 12
password_min_length: 12
passwordField.text = nil
let password = String::new();
password: &str,
var password string
string password = null;
private final String password;
private readonly password: string,
password.length > 8
print("wrong password")
raise ValueError("password too short")
token = next(tokens)
token = self.tokens[self.pos]
token.type == TokenType.NAME
token: CancellationToken
token = lexer.next_token()
tokens = text.split()
max_tokens=256, temperature=0.7
num_tokens: 4096
const token = jwt.sign(payload, secret);
token := r.Header.Get("Authorization")
token = os.getenv("TOKEN")
TOKEN=$(cat token.txt)
TOKEN=${{ secrets.GITHUB_TOKEN }}
Authorization: Bearer <token>
Authorization: Bearer ${TOKEN}
headers = {"Authorization": f"Bearer {token}"}
if token in {"(", ")"}:
secret = get_secret(name)
secret: Secret
secretKeyRef:
secretName: web-tls
client_secret = settings.client_secret
api_key = config.get("api_key")
api_key: str = Field(...)
apiKey: process.env.API_KEY,
API_KEY=your-api-key-here
OPENAI_API_KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxx
api_key="YOUR_API_KEY"
private_key = load_key(path)
privateKey: fs.readFileSync("key.pem")
access_token = response.json()["access_token"]
refresh_token: Optional[str]
session_token VARCHAR(64)
export PATH=/usr/local/bin:/usr/bin:/bin
export EDITOR=vim
export LANG=en_GB.UTF-8
JAVA_HOME=/usr/lib/jvm/java-17-openjdk-amd64
GIT_SHA=3f2a9c81d0b7e6f5a4c3b2d1e0f9a8b7c6d5e4f3
BUILD_ID=20240512-103012-abcdef
MAX_RETRIES=3
VERSION=1.2.3-rc1
CFLAGS=-O2 -march=native -fno-strict-aliasing
CLASSPATH=lib/a.jar:lib/b.jar
DATABASE_URL=postgres://localhost/db
IMAGE=registry.example.org/team/app:1.2.3
pin = machine.Pin(25, machine.Pin.OUT)
PIN_LED = 13
#define PIN_A 7
const pin: number = 4;
GPIO pin: 21
otp = pyotp.TOTP(base)
code = response.status_code
code: 404
"code": "E1234"
error_code = 0x80070005
card_number = models.CharField(max_length=19)
cardNumber: string;
card_number = None
iban: str
iban = account.iban
ssn = forms.CharField()
ssn: str | None
pesel = data["pesel"]
x = 4111.1111
for i in range(1000000):
#ff8800 #00ff00 #0088ff
rgba(12, 34, 56, 0.5)
\\u00e9\\u00e8\\u00ea
0xdeadbeef 0xcafebabe
1e-9, 6.02214076e23
id: 9007199254740993
snowflake 1234567890123456789
[1012, 2044, 3077, 4011, 5123]
(4, 8, 15, 16, 23, 42)
M 10 10 L 4012 8888 L 8888 1881 Z
drwxr-xr-x 12 ines ines 4096 May 12 10:30 src
-rw-r--r-- 1 root root 1234567 Jan 3 2024 data.bin
PASS tests/unit/test_login.py
PASS: 12 tests
ok 12 - password is hashed
test_password_is_hashed PASSED [ 42%]
bcrypt.hash(password, 10)
password_hash = argon2.hash(password)
keyboard.press("enter")
key: "Enter"
key = row["key"]
keys: 12
foreign key: user_id
primary key: id
public key: shown to everybody
sort key: name
skip_login = True
sk-learn-compatible-estimator-interface-2
glade-interface-1.2.3
npm install left-pad@1.3.0
npm run build:production-and-deploy
git checkout feature/password-reset-42
docker pull redis:7.2.4-alpine3.19
pip install cryptography==42.0.5
""".strip().splitlines()
)
