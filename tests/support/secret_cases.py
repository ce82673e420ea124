"""Texts written by hand once the rules stood: with secrets and without."""

# The text, and the part of it that must go.
SECRETS: tuple[tuple[str, str], ...] = (
    ("Amex 378282246310005 exp 04/27", "378282246310005"),
    ("Zahlung mit Karte 5555 5555 5555 4444 erfolgt", "5555 5555 5555 4444"),
    ("Carte : 4012 8888 8888 1881", "4012 8888 8888 1881"),
    ("6011000990139424", "6011000990139424"),
    ("JCB 3530111333300000", "3530111333300000"),
    ("Diners 30569309025904", "30569309025904"),
    ("my mastercard is 5105-1051-0510-5100 ok?", "5105-1051-0510-5100"),
    ("4O12 8888 8888 l881", "4O12 8888 8888 l881"),
    ("GB82 WEST 1234 5698 7654 32", "WEST 1234 5698"),
    ("FR14 2004 1010 0505 0001 3M02 606", "0505 0001 3M02"),
    ("CH93 0076 2011 6238 5295 7", "0076 2011 6238"),
    ("IBAN: NL91ABNA0417164300", "ABNA0417164300"),
    ("ES9121000418450200051332", "21000418450200051332"),
    ("IT60 X054 2811 1010 0000 0123 456", "X054 2811"),
    ("PL61109010140000071219812874", "109010140000071219812874"),
    ("SE45 5000 0000 0583 9825 7466", "5000 0000 0583"),
    ("Överför till SE4550000000058398257466 idag", "50000000058398257466"),
    ("TR33 0006 1005 1978 6457 8413 26", "0006 1005"),
    ("Employee SSN 219-09-1234", "219-09-1234"),
    ("Her social: 536-90-4399", "536-90-4399"),
    ("Social Security Number\n536-90-4399", "536-90-4399"),
    ("NIE: X1234567L", "X1234567L"),
    ("número de la seguridad social y DNI 12345678Z", "12345678Z"),
    ("CF: RSSMRA85T10A562S", "RSSMRA85T10A562S"),
    ("Código CPF 390.533.447-05", "390.533.447-05"),
    ("PESEL\t44051401359", "44051401359"),
    ("BSN-nummer: 111222333", "111222333"),
    ("Rijksregisternr. 85.07.30-033.28", "85.07.30-033.28"),
    ("Personnr 811218-9876", "811218-9876"),
    ("hetu 131052-308T", "131052-308T"),
    ("Fødselsnummer: 15108695088", "15108695088"),
    ("AHVN13 756.9217.0769.85", "756.9217.0769.85"),
    ("Aadhaar No. 2341 2341 2346", "2341 2341 2346"),
    ("NHS No: 943 476 5919", "943 476 5919"),
    ("NINO: AA123456C", "AA123456C"),
    ("身份证号：11010519491231002X", "11010519491231002X"),
    ("NRIC S1234567D", "S1234567D"),
    ("TC Kimlik: 10000000146", "10000000146"),
    ("EGN 7523169263", "7523169263"),
    ("SIN 046 454 286", "046 454 286"),
    ("CURP: BOXW310820HNERXN09", "BOXW310820HNERXN09"),
    ("CUIT 20-12345678-6", "20-12345678-6"),
    (
        "export GITHUB_TOKEN=ghp_ABCDEFGHIJklmnopqrst1234567890uvwxyz",
        "ghp_ABCDEFGHIJklmnopqrst1234567890uvwxyz",
    ),
    (
        "token: github_pat_11AAAAAAA0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789abcdefghijkl",
        "github_pat_11AAAAAAA0aBcDeFgHiJkL",
    ),
    ("glpat-xYz123abcDEF456ghiJK", "xYz123abcDEF"),
    ("AWS key AKIAI44QH8DHBEXAMPLE", "AKIAI44QH8DHBEXAMPLE"),
    (
        "AKIAI44QH8DHBEXAMPLE,je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY",
        "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY",
    ),
    ("aws_secret_access_key je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY", "je7MtGbClwBF"),
    ("slack: xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy", "19874698323"),
    ("STRIPE_KEY=sk_test_4eC39HqLyjWDarjtT1zdp7dc", "4eC39HqLyjWDarjtT1zdp7dc"),
    ("Authorization: Basic dXNlcjpwYXNzd29yZDEyMw==", "dXNlcjpwYXNzd29yZDEyMw=="),
    (
        'curl -H "Authorization: Bearer 7fa1c0b29d3e4f5a6b7c" https://x.example',
        "7fa1c0b29d3e4f5a6b7c",
    ),
    ("x-api-key: 9f8e7d6c5b4a39281706", "9f8e7d6c5b4a39281706"),
    ("https://admin:Tr0ub4dor@10.0.0.1/admin", "Tr0ub4dor"),
    ("mysql -u root -pS3cretPw! shop", "S3cretPw!"),
    ("mysql://root:s3cr3t-pw@127.0.0.1:3306/shop", "s3cr3t-pw"),
    ("jdbc:postgresql://db/x?user=a&password=Qw3rty77&ssl=true", "Qw3rty77"),
    (
        "AccountName=x;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVEr"
        "Cz4I6tq==;",
        "Eby8vdM02xNOcqFlqUwJPLlm",
    ),
    (
        "bot 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw running",
        "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw",
    ),
    ("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", "TwL2iGABf9DHoTf"),
    (
        "JWT eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J"
        "3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        "eyJzdWIiOiIxMjM0NTY3ODkwIn0",
    ),
    (
        "npm config set //registry.npmjs.org/:_authToken npm_aB3dEfGhIjKlMnOpQrStUvWxYz0123456789",
        "npm_aB3dEfGhIjKlMnOpQrStUvWxYz0123456789",
    ),
    ("Login: ines@example.org Password: Fj0rd-Lamp", "Fj0rd-Lamp"),
    ("user: ines / pass: Fj0rd-Lamp9", "Fj0rd-Lamp9"),
    ("Guest WiFi: CafeNet, password espresso42", "espresso42"),
    ("WiFi password is espresso42", "espresso42"),
    ("Username\tPassword\nines\tFj0rdLamp9", "Fj0rdLamp9"),
    ("Benutzername: ines\nPasswort: Blau-Wal7", "Blau-Wal7"),
    ("Neues Passwort\nBlauWal77\nPasswort wiederholen\nBlauWal77", "BlauWal77"),
    ("Identifiant : ines\nMot de passe : Pluie2023!", "Pluie2023!"),
    ("Usuario: ines Contraseña: Lluvia77", "Lluvia77"),
    ("Nombre de usuario\nines\nContraseña\nlluvia-77", "lluvia-77"),
    ("Nome utente: ines\nPassword: pioggia!9", "pioggia!9"),
    ("Utilizador: ines Senha: chuva2023", "chuva2023"),
    ("Gebruikersnaam: ines\nWachtwoord: regen_88", "regen_88"),
    ("Login: ines\nHasło: deszcz99", "deszcz99"),
    ("Användarnamn: ines\nLösenord: regn!2024", "regn!2024"),
    ("Uživatel: ines\nHeslo: destivo5", "destivo5"),
    ("Kullanıcı adı: ines\nŞifre: yagmur34", "yagmur34"),
    ("Brukernavn: ines\nPassord: regnvaer1", "regnvaer1"),
    ("Jelszó: esernyo12", "esernyo12"),
    ("Parolă: ploaie55", "ploaie55"),
    ("Логин: ines\nПароль: dozhd77", "dozhd77"),
    ("ユーザー名: ines\nパスワード: ame2024x", "ame2024x"),
    ("My new password is Tulip#44, write it down", "Tulip#44"),
    ("Your temporary password: xK9-pQ2", "xK9-pQ2"),
    ("We have reset your password to Tulip4499", "Tulip4499"),
    ("Das neue Passwort ist Tulpe#44", "Tulpe#44"),
    ('password="Tulip 44 in bloom"', "Tulip 44 in bloom"),
    ('{"username": "ines", "password": "Tulip44"}', "Tulip44"),
    ("<password>Tulip44x</password>", "Tulip44x"),
    ("spring.datasource.password=Tulip44x", "Tulip44x"),
    ("define('DB_PASSWORD', 'Tulip44x');", "Tulip44x"),
    ("PGPASSWORD=Tulip44x psql -h db", "Tulip44x"),
    ("--password Tulip44x --host db", "Tulip44x"),
    ("sshpass -p Tulip44x ssh host", "Tulip44x"),
    ("Passw0rd: Tulip44x", "Tulip44x"),
    ("Pass word : Tulip44x", "Tulip44x"),
    ("PIN: 8 3 1 9", "8 3 1 9"),
    ("Your PIN is 8319", "8319"),
    ("Ihre PIN lautet 8319", "8319"),
    ("card PIN 8319", "8319"),
    ("Código PIN: 8319", "8319"),
    ("CVV2: 481", "481"),
    ("Prüfziffer: 481", "481"),
    ("G-481516 is your Google verification code.", "481516"),
    ("481516 is your Instagram code. Don't share it.", "481516"),
    ("Your WhatsApp code: 481-516", "481-516"),
    ("Use verification code 481516 for Microsoft authentication.", "481516"),
    ("Microsoft access code: 4815", "4815"),
    ("Your one-time passcode is 481516", "481516"),
    ("Your Uber code is 4815. Never share this code.", "4815"),
    ("481516 ist Ihr Einmalcode für die Anmeldung", "481516"),
    ("Ihre mTAN für die Überweisung lautet 481516", "481516"),
    ("Ihr Amazon-Code lautet: 481516", "481516"),
    ("Votre code de sécurité est le 481516", "481516"),
    ("Code à usage unique : 481 516", "481 516"),
    ("Tu código de WhatsApp es 481-516", "481-516"),
    ("Tu clave de acceso es 481516", "481516"),
    ("Il codice di verifica è: 481516", "481516"),
    ("Código de confirmação: 481516", "481516"),
    ("Uw eenmalige code: 481516", "481516"),
    ("Kod weryfikacyjny: 481516", "481516"),
    ("Din kod är 481516", "481516"),
    ("Jednorázový kód: 481516", "481516"),
    ("Onay kodu: 481516", "481516"),
    (
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQA"
        "AAAAAAAABAAAAMwAAAAtzc2gtZW\nQyNTUxOQAAACBnKx7mQ3\n-----END OPENSSH PRIVATE KEY-----",
        "QyNTUxOQAAACBnKx7mQ3",
    ),
    ("Recovery codes\na1b2c-d3e4f\ng5h6i-j7k8l", "g5h6i-j7k8l"),
    (
        "seed phrase: witch collapse practice feed shame open despair creek road again ice least",
        "practice feed shame",
    ),
    ("Clé API : 4f9a8b7c6d5e", "4f9a8b7c6d5e"),
    ("Wiederherstellungsschlüssel: 481516-234211-998877", "481516-234211-998877"),
    # OCR loses the space behind a label
    ("SSN536-90-4399 on file", "536-90-4399"),
    ("IBANDE89370400440532013000", "89370400440532013000"),
    ("PIN4711", "4711"),
)

HARMLESS = tuple(
    r"""
Booking reference X7K9QP, two adults
Your booking code is X7K9QP
Your reference code is 88213
Invoice 2024-000481516 over 1,204.50 EUR
Customer no. 4711-2231-88
Kundennummer 10023344, Vertrag 556677889
Meter reading 0048151 on 3 March
Account balance: 12,345.67
Steuernummer 21/815/08150
VAT ID DE123456788
USt-IdNr. DE811907980
Handelsregister HRB 112233 B
SIRET 732 829 320 00074
EORI GB123456789000
Telephone 0800 1234567 (free)
Fax: 0049 30 901820-0
WhatsApp +90 532 123 45 67
Call 1-800-555-0199 ext. 4412
+1 (415) 555-2671
Hotline 0900/1234567
10.12.2023 - 14.01.2024
2023-11-05..2023-11-12
Week 48, 27 Nov to 3 Dec
08:15-09:45 and 10:00-11:30
Apollo 11 landed 20 July 1969
Serial number: 5CD1234XYZ
Part number 00HT611 replaces 04X5577
MAC 3C-22-FB-1A-2B-3C
fe80::1ff:fe23:4567:890a
192.168.178.1/24 via 10.0.0.1
GET /api/v2/users/1024?limit=50 HTTP/1.1 200 5316
ERROR 1045 (28000): Access denied for user 'root'@'localhost' (using password: YES)
sudo: 3 incorrect password attempts
passwd: password updated successfully
Enter passphrase for key '/home/ines/.ssh/id_ed25519':
ines@host's password:
[sudo] password for ines:
SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8 github.com (ED25519)
the key fingerprint is 16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48
commit 9fceb02d0ae598e95dc970b74767f19372d61af8 (HEAD -> main, origin/main)
Merge pull request #4815 from ines/fix-token-refresh
index 83db48f..bf269f4 100644
@@ -412,17 +412,23 @@ def tokenise(text):
+    token = Token(kind, text[start:end])
-    assert len(tokens) == 17
tokenizer.pad_token = tokenizer.eos_token
pad_token_id: 50256
eos_token: "<|endoftext|>"
"csrfmiddlewaretoken" in request.POST
class PasswordResetForm(forms.Form):
url(r'^password/reset/$', views.password_reset, name='password_reset')
password_confirmation: "does not match"
errors.password = "is too short (minimum is 8 characters)"
t("password.placeholder")
placeholder="Password"
autocomplete="current-password"
type PasswordInput struct {
Passwords are stored with Argon2id and a salt of 16 bytes.
The secret to good bread is time.
Secret Santa: 12 December, 18:00
Top secret: the plan of 1944
Token ring networks ran at 16 Mbit/s
Bus pass: 49 EUR a month
Boarding pass: gate B12, seat 14C
Pass: 12, Fail: 3, Skip: 1
Login count: 48151
Key: A minor, 120 bpm
Key findings: 12 of 20
Access code for the gate is at the desk
Pin code area map 1:50000
PIN entry failed 2 times
Drawing pins: 250 g
Code review: 12 comments
Your code has 12 warnings
Morse code 4815162342
Error code: 0x80070005
Country code +90
ISBN 0-306-40615-2
DOI 10.1038/s41586-021-03819-2
arXiv:2103.14030v2
PMID 33782455
PubChem CID 2244
UniProt P69905
NM_000518.5:c.20A>T
chr11:5226774-5227172
RGB 18, 52, 86 and CMYK 79 40 0 66
N 52° 31' 12" E 13° 24' 18"
Zoom meeting ID: 844 1234 5678
1024x768, 1920 x 1080, 3840x2160
CPU 12 34 56 78 90 11 22 33
10 20 30 40 50 60 70 80 90 100
1,000,000 2,000,000 3,000,000
Revenue 4,012 8,888 8,888 1,881
2020 2021 2022 2023
Q1 1204 Q2 1377 Q3 1512 Q4 1688
0.12 0.34 0.56 0.78
ID 550e8400e29b41d4a716446655440000
docker image sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
ETag: "33a64df551425fcc55e4d42a148795d9f25f89d4"
Set-Cookie: theme=dark; Path=/
X-Request-Id: 7b3f1c9e-2d44-4f0a-9c1b-8e5d6f7a8b9c
traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36
"id": "cus_9s6XKzkNRiz8i3"
youtube.com/watch?v=dQw4w9WgXcQ
drive.google.com/file/d/1A2b3C4d5E6f7G8h9I0jKlMnOpQrStUv/view
magnet:?xt=urn:btih:c12fe1c06bba254a9dc9f519b335aa7c1367a88a
Passwort ändern
Passwort zurücksetzen
Das Passwort ist falsch.
Passwort: wird per Post geschickt
Mot de passe : voir ci-dessous
Contraseña: la que usted eligió
Wachtwoord: zie uw brief
Hasło: wysłane listem
Lösenord: skickas med post
Heslo: bude zasláno poštou
Password: see the letter of 3 May
Password: same as last year
Password: ask Ines
Password: sent by mail
Wi-Fi: password at the desk
Kreditkarte: Visa, Mastercard
Card number: required
IBAN: siehe Rechnung
SSN: not provided
Steuer-ID: liegt vor
Kennzeichen B-AB 1234
Sozialversicherung seit 1883
Personalausweis vorlegen
""".strip().splitlines()
)
