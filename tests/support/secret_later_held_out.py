"""A third set of secrets and near misses, again written without a look at the rules.

It holds what the others do not: passwords told in a sentence, other languages, other programs'
settings, answers to security questions, phrases to recover with. Nothing here was drawn from the
corpus or from the sets before. One case a line: kind, text, secret; ⏎ stands for a line break.
"""

from tests.support.secret_corpus import Planted

_CASES = r"""
said ¦ the router sticker says the wifi key is Qx7-plum-449 ¦ Qx7-plum-449
said ¦ ok new laptop login: anna / Tr0ut!Lake9 ¦ Tr0ut!Lake9
said ¦ password's now Heron_42_dusk, don't tell Tom ¦ Heron_42_dusk
said ¦ I changed the Netflix password to kestrel#Moor8 ¦ kestrel#Moor8
said ¦ pw for the projector: Beamer2026! ¦ Beamer2026!
said ¦ pwd = Larch!0932 ¦ Larch!0932
said ¦ My password was "m0squito-N3t" until Friday ¦ m0squito-N3t
said ¦ das WLAN-Kennwort lautet Regen7bogen! ¦ Regen7bogen!
said ¦ Das neue Passwort ist Schnecke!41 ¦ Schnecke!41
said ¦ le mdp du wifi c'est Tilleul-2291 ¦ Tilleul-2291
said ¦ mot de passe provisoire → Cigale!7730 ¦ Cigale!7730
said ¦ la contraseña es Lluvia#2024x ¦ Lluvia#2024x
said ¦ clave del wifi: patio-verde-77 ¦ patio-verde-77
said ¦ la password del NAS è Gabbiano_81 ¦ Gabbiano_81
said ¦ a senha do wifi é Chuva@9931 ¦ Chuva@9931
said ¦ hasło do routera to Kasztan!42 ¦ Kasztan!42
said ¦ heslo k počítači: Modrina77? ¦ Modrina77?
said ¦ a jelszó: Tulipan_93 ¦ Tulipan_93
said ¦ parola contului: Brad-verde8 ¦ Brad-verde8
said ¦ salasana: Kuusi9!metsa ¦ Kuusi9!metsa
said ¦ lösenordet är Grankotte#5 ¦ Grankotte#5
said ¦ adgangskode: Havn77?krog ¦ Havn77?krog
said ¦ passord: Fjell!2218 ¦ Fjell!2218
said ¦ het wachtwoord is Tulp55!fiets ¦ Tulp55!fiets
said ¦ şifre: Lale*4471 ¦ Lale*4471
said ¦ mật khẩu: HoaSen#889 ¦ HoaSen#889
said ¦ пароль: Sosna!5512 ¦ Sosna!5512
said ¦ Пароль от вайфая Bereza_773 ¦ Bereza_773
said ¦ 密码：Feng#8812ab ¦ Feng#8812ab
said ¦ パスワード：Sakura7!hana ¦ Sakura7!hana
said ¦ 비밀번호: Baram#3391 ¦ Baram#3391
said ¦ κωδικός: Elia!2290 ¦ Elia!2290
said ¦ lozinka: Jasen!5571 ¦ Jasen!5571
said ¦ geslo: Bukev_6620 ¦ Bukev_6620
said ¦ slaptažodis: Beržas#118 ¦ Beržas#118
said ¦ parole: Egle!7741 ¦ Egle!7741
said ¦ parool: Kask#3308 ¦ Kask#3308
form ¦ Username⏎anna.k⏎Password⏎Willow!7731 ¦ Willow!7731
form ¦ Benutzer	Passwort⏎anna	Eibe#2297x ¦ Eibe#2297x
form ¦ | user | password | role |⏎| jens | Buche_991! | admin | ¦ Buche_991!
form ¦ <input name="pass" type="password" value="Otter!991x"> ¦ Otter!991x
form ¦ Passphrase: correct-harbour-stapler-77 ¦ correct-harbour-stapler-77
form ¦ Admin password (default): hx92!Kdd ¦ hx92!Kdd
form ¦ Network key: 4kd9-Tq2m-88fa ¦ 4kd9-Tq2m-88fa
form ¦ Temporary password: T7#mmqLw ¦ T7#mmqLw
form ¦ One-time password for first login: Xk3!ppq9 ¦ Xk3!ppq9
form ¦ Meeting passcode: 4Kx9pQ ¦ 4Kx9pQ
form ¦ Zoom-Kenncode: 771920 ¦ 771920
form ¦ Teams  Passcode: vZ3wKq ¦ vZ3wKq
form ¦ Security question: first pet⏎Security answer: Rumpelkater9 ¦ Rumpelkater9
form ¦ Sicherheitsfrage: Geburtsort der Mutter  Antwort: Kleinposna ¦ Kleinposna
form ¦ Recovery key: 4KQ2-99ZD-PLM8-XW3T-7RRB-0AHE ¦ 4KQ2-99ZD-PLM8-XW3T-7RRB-0AHE
form ¦ BitLocker recovery key⏎418220-559031-117204-663180-220913-045507-338811-690217 ¦ 418220-559031-117204-663180-220913-045507-338811-690217
form ¦ Backup codes⏎8842-1190⏎5521-7730 ¦ 5521-7730
form ¦ Seed phrase: orbit velvet canyon rabbit lemon drift oyster plate frozen umbrella jacket wheat ¦ orbit velvet canyon rabbit lemon drift oyster plate frozen umbrella jacket wheat
form ¦ Setup key: JBSW Y3DP EHPK 3PXP ¦ JBSW Y3DP EHPK 3PXP
setting ¦ DB_PASS=maple71syrup ¦ maple71syrup
setting ¦ spring.datasource.password=Maple#71 ¦ Maple#71
setting ¦ "smtp_password": "Gull.8812.x", ¦ Gull.8812.x
setting ¦ password: !vault Hx81kdPQ ¦ Hx81kdPQ
setting ¦ redis://:Cormorant88@cache.internal:6379/0 ¦ Cormorant88
setting ¦ postgres://shop:Avocet_771@db.internal/shop ¦ Avocet_771
setting ¦ amqp://worker:Plover!55@queue.internal ¦ Plover!55
setting ¦ Server=db1;Database=shop;User Id=sa;Password=Ash!77tree; ¦ Ash!77tree
setting ¦ mysql -u root -pRaven9912 shop ¦ Raven9912
setting ¦ sshpass -p 'Fig#22tree' ssh anna@host ¦ Fig#22tree
setting ¦ curl -u anna:Willow77! https://api.internal/v1 ¦ Willow77!
setting ¦ PGPASSWORD=olive-77-tree psql -h db ¦ olive-77-tree
setting ¦ machine mail.internal login anna password Elm77bark ¦ Elm77bark
setting ¦ docker login -u anna -p Hazel!8812 ¦ Hazel!8812
setting ¦ net use Z: \\nas\data /user:anna Rowan#5519 ¦ Rowan#5519
setting ¦ psk="tawny-owl-3381" ¦ tawny-owl-3381
setting ¦ wpa_passphrase=BarnOwl_2217 ¦ BarnOwl_2217
setting ¦ requirepass Jackdaw!9920 ¦ Jackdaw!9920
setting ¦ ansible_become_pass: Siskin#71 ¦ Siskin#71
setting ¦ echo 'anna:Dunnock!338' | chpasswd ¦ Dunnock!338
setting ¦ openssl enc -aes-256-cbc -k Fieldfare77 ¦ Fieldfare77
setting ¦ secret_key_base: 9f3c2a7d5e8b14c06a9d73e2f5b8c1d49f3c2a7d5e8b14c06a9d73e2f5b8c1d4 ¦ 9f3c2a7d5e8b14c06a9d73e2f5b8c1d49f3c2a7d5e8b14c06a9d73e2f5b8c1d4
setting ¦ "client_secret": "9f8aQm2Lx0Zp7RtYw3Ke" ¦ 9f8aQm2Lx0Zp7RtYw3Ke
setting ¦ X-Api-Key: 7f3b2c91a0de4488b1c2 ¦ 7f3b2c91a0de4488b1c2
setting ¦ Authorization: Basic YW5uYTpXaWxsb3c3NyE= ¦ YW5uYTpXaWxsb3c3NyE=
setting ¦ Authorization: Bearer 5c1f88a2d07b4e63a9f0 ¦ 5c1f88a2d07b4e63a9f0
setting ¦ AccountKey=q8ZkT2vX0nB5mL7dR4sW9yH1uJ3gF6cA8eQ0pI2oK5==; ¦ q8ZkT2vX0nB5mL7dR4sW9yH1uJ3gF6cA8eQ0pI2oK5==
setting ¦ PrivateKey = wKq3Zr8TnX5vB1mYd7LsHc9JfG2uEo4PaQi6RtVxNk0= ¦ wKq3Zr8TnX5vB1mYd7LsHc9JfG2uEo4PaQi6RtVxNk0=
setting ¦ otpauth://totp/Shop:anna?secret=JBSWY3DPEHPK3PXP&issuer=Shop ¦ JBSWY3DPEHPK3PXP
setting ¦ AGE-SECRET-KEY-1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQS3GXTM7 ¦ AGE-SECRET-KEY-1QYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQSZQGPQYQS3GXTM7
setting ¦ encryption_key = "b7Kx2Pq9Lm4Zt8Rw" ¦ b7Kx2Pq9Lm4Zt8Rw
setting ¦ JWT_SECRET: quokka-sings-at-noon-51 ¦ quokka-sings-at-noon-51
setting ¦ webhook signing secret: 77aK-pl0q-Zx82 ¦ 77aK-pl0q-Zx82
pin ¦ the alarm code is 4471 and then hash ¦ 4471
pin ¦ gate code #8842 ¦ 8842
pin ¦ door code: 5512* ¦ 5512
pin ¦ safe combination 23-7-41 ¦ 23-7-41
pin ¦ SIM PIN 4402 ¦ 4402
pin ¦ PUK 83920174 ¦ 83920174
pin ¦ voicemail pin = 7741 ¦ 7741
pin ¦ Zugangscode Haustür: 7719 ¦ 7719
pin ¦ Geheimzahl der Karte: 4913 ¦ 4913
pin ¦ le code de la porte c'est 54B81 ¦ 54B81
pin ¦ code secret de la carte : 8842 ¦ 8842
pin ¦ PIN bancomat 5570 ¦ 5570
pin ¦ senha do cartão: 4417 ¦ 4417
pin ¦ pincode telefoon: 0926 ¦ 0926
pin ¦ kod PIN: 6619 ¦ 6619
pin ¦ CVV 331 ¦ 331
pin ¦ CVC2: 918 ¦ 918
pin ¦ card security code: 4412 ¦ 4412
pin ¦ exp 09/27 cvc 118 ¦ 118
code ¦ G-482913 is your Google verification code. ¦ 482913
code ¦ Ihr Bestätigungscode lautet 771 204 ¦ 771 204
code ¦ Votre code à usage unique : 448210 ¦ 448210
code ¦ mTAN 448213 für Ihre Überweisung ¦ 448213
code ¦ Din engångskod är 559120 ¦ 559120
code ¦ Tu código de acceso es 771 209 ¦ 771 209
code ¦ Код подтверждения: 448120 ¦ 448120
code ¦ 验证码 582913，5分钟内有效 ¦ 582913
code ¦ 認証コード：447120 ¦ 447120
code ¦ 인증번호 [338190] ¦ 338190
code ¦ Kod do potwierdzenia przelewu: 44781290 ¦ 44781290
code ¦ Codice OTP 559201 ¦ 559201
code ¦ Your Uber code is 7731. Never share it. ¦ 7731
code ¦ 839201 is your Facebook confirmation code ¦ 839201
code ¦ Enter 4 4 8 1 2 0 on your other device to sign in ¦ 4 4 8 1 2 0
code ¦ <#> Your app code is 551-902 ¦ 551-902
"""  # noqa: E501 - screens do not wrap at a hundred

_TEXTS = r"""
We talked about passwords all morning ¦ The password policy changed in May ¦ password manager
He forgot the password again, so I reset it ¦ Password: required ¦ Password strength: strong
Das Kennwort läuft in 14 Tagen ab ¦ Kennwort bestätigen ¦ Passwort-Manager im Vergleich
le mot de passe est obligatoire ¦ mdp oublié ? ¦ Contraseña segura: sí
la password è scaduta ieri ¦ senha expirada ¦ hasło jest za krótkie ¦ heslo není správné
lösenordet är fel ¦ het wachtwoord is verlopen ¦ şifre yanlış ¦ пароль неверный ¦ 密码错误
パスワードを忘れた場合 ¦ 비밀번호 변경 ¦ κωδικός λάθος ¦ lozinka je istekla
The wifi is down again ¦ wifi key words of the talk ¦ the key is to listen ¦ keys: 12 of 40 found
Key takeaways: listen, wait, ask ¦ Key results Q3: 41 % ¦ key=value pairs ¦ primary key: id
foreign key (user_id) references users ¦ public key pinning ¦ hot key F12 ¦ Ctrl+Alt+Del
The secret is patience ¦ secret santa on 12 December ¦ Victoria's secret ¦ top secret: cake at four
The alarm went off at 4:47 ¦ alarm set for 06:30 ¦ Alarm 3 of 5 ¦ door 12B, second floor
gate B42 closes at 18:05 ¦ Gate 17 ¦ safe travels! ¦ safe to 40 m ¦ combination of 3 and 7
code review on Friday at 15 ¦ code 200 OK ¦ exit code 137 ¦ error code 0x80070005 ¦ HTTP code 404
code block 12 ¦ postal code 10115 ¦ zip code 94103 ¦ country code +49 ¦ area code 415
Postleitzahl 04109 ¦ code postal 75011 ¦ código postal 28013 ¦ CAP 00184 ¦ kod pocztowy 00-950
colour code #ff8842 ¦ QR code ¦ bar code 4006381333931 ¦ promo code SPRING26 ¦ Gutscheincode SOMMER10
dress code: black ¦ code coverage 87 % ¦ lines of code: 4471 ¦ codebase of 36,723 lines
Vorwahl 0341 ¦ Durchwahl -4417 ¦ Aktenzeichen 12 O 4471/25 ¦ Az. 7 K 338/24 ¦ § 4412 BGB
pin the tab ¦ pinned 3 messages ¦ 12 pins left ¦ PIN board ¦ GPIO pin 17 ¦ pin 4: GND ¦ pinout J12
SIM card 2 of 2 ¦ SIM inserted ¦ voicemail: 3 new ¦ voicemail 0:42 ¦ PUK is printed on the card
CVE-2024-3094 ¦ CVS 331 Main Street ¦ CV v3 final ¦ cvc4 solver ¦ exp 09/27 ¦ expires 03/28
security camera 4412 ¦ security update KB5034441 ¦ Security answer saved ¦ security question changed
Recovery key saved to your account ¦ recovery took 42 minutes ¦ Backup 8842 files ¦ backup at 11:30
Seed 42 ¦ seed: 1234 ¦ random seed = 20261 ¦ seeds of doubt ¦ phrase of the day ¦ setup took 4 min
Setup key saved ¦ setup.py install ¦ One-time payment: $448 ¦ one-time offer, 771 left
Order 448120 has shipped ¦ Bestellung 771204 ist unterwegs ¦ commande n° 448210 ¦ pedido 771209
zamówienie 44781290 ¦ objednávka 559120 ¦ order 582913 发货 ¦ 注文番号 447120 ¦ 주문번호 338190
Ticket 4471 closed ¦ Rechnung 83920174 ¦ facture 4417 ¦ fattura 5570/2026 ¦ fatura 9931
Invoice 0926: 1,240.50 EUR ¦ Total 331.00 ¦ Summe 918,00 € ¦ TVA 118,20 ¦ saldo 4.412,00
version 4.4.71 ¦ v23.7.41 ¦ build 8842 ¦ release 2026.11 ¦ rev 5512 ¦ commit 9f3c2a7 ¦ tag v1.18
sha256:9f3c2a7d5e8b14c06a9d73e2f5b8c1d49f3c2a7d5e8b14c06a9d73e2f5b8c1d4 ¦ md5 7f3b2c91a0de4488b1c27f3b2c91a0de
550e8400-e29b-41d4-a716-446655440000 ¦ request id 5c1f88a2d07b4e63a9f0 ¦ trace 77aKpl0qZx82
etag "9f8aQm2Lx0Zp7RtYw3Ke" ¦ session started 18:05 ¦ user anna logged in ¦ login from 10.0.4.17
anna / Leipzig ¦ user: jens ¦ Username: anna.k ¦ Benutzer anna ¦ login: anna ¦ logged in as root
db.internal:5432 ¦ redis://cache.internal:6379/0 ¦ postgres://db.internal/shop ¦ https://anna@host/
ssh anna@host ¦ mysql -u root shop ¦ curl https://api.internal/v1 ¦ psql -h db -U shop
docker login registry.internal ¦ docker run -p 8080:80 web ¦ mkdir -p build/out ¦ cp -pR src dst
net use Z: \\nas\data ¦ tar -k ¦ openssl version ¦ openssl x509 -in a.pem -text ¦ kubectl get secrets
kubectl get secret db -o yaml ¦ vault status ¦ gpg --list-keys ¦ ssh-keygen -t ed25519
DB_HOST=db.internal ¦ DB_USER=shop ¦ DB_PORT=5432 ¦ LOG_LEVEL=debug ¦ TZ=Europe/Berlin ¦ PATH=/usr/bin
password_hash varchar(60) ¦ def check_password(user, password): ¦ if password is None: ¦ password=None
password = getpass() ¦ password: str ¦ let password = form.password; ¦ passwords.txt ¦ /etc/passwd
os.environ["DB_PASS"] ¦ ${DB_PASS} ¦ $PASSWORD ¦ {{ vault_password }} ¦ <password> ¦ **** ¦ ••••••••
password: ******** ¦ Passwort: •••••••• ¦ token expired ¦ token: null ¦ tokens per second: 41
api_key: your-key-here ¦ API key required ¦ Authorization required ¦ Basic plan 9 € ¦ Bearer of news
Bearer tokens explained ¦ Basic English, lesson 12 ¦ client_id: shop-web ¦ key length 256
meeting at 15:30, room 4412 ¦ Meeting ID: 884 2119 0551 ¦ Kenncode vergessen ¦ passcode is optional
Teams meeting moved to 16:00 ¦ Zoom 125 % ¦ Zoom in ¦ dial-in +49 69 5050 0952 ¦ +44 20 7946 0991
tel. 0341 4471 220 ¦ 06 12 34 56 78 ¦ (415) 555-0142 ¦ +1 202 555 0173 ¦ 020 7946 0018
ISBN 978-3-16-148410-0 ¦ ISSN 2049-3630 ¦ DOI 10.1000/182 ¦ EAN 4006381333931 ¦ VIN WVWZZZ1JZXW000001
51.3397, 12.3731 ¦ 23-7-41 at the back ¦ 2026-11-28 18:42 ¦ 28.11.2026 ¦ 11/28/26 ¦ 18:42:07.118
3 × 4 = 12 ¦ 1 2 3 4 5 6 ¦ 4 4 8 1 2 0 2 ¦ 10 20 30 40 ¦ 1,024 × 768 ¦ 5 / 12 ¦ 50–60 %
Flight LH 1184 to Oslo ¦ Zug ICE 1557, Wagen 12, Platz 84 ¦ seat 14C ¦ row 23 ¦ bus 89 ¦ tram 11
Room 5512 ¦ Zimmer 7719 ¦ chambre 448 ¦ locker 91 ¦ Schließfach 22 ¦ parking spot 118 ¦ Etage 4
Steam sale until 4 December ¦ Uber receipt $17.73 ¦ Google result 482,913 ¦ Facebook 839,201 likes
Your app was updated to 5.5.1 ¦ your code compiles ¦ your verification is pending ¦ code expires soon
Enter your code ¦ Enter the 6-digit code we sent to +49 170 ••••• ¦ Resend code in 30 s ¦ Code eingeben
We sent a code to a•••@example.org ¦ Didn't get a code? ¦ verification code sent at 18:42
Bestätigungscode anfordern ¦ code à usage unique envoyé ¦ código enviado ¦ 验证码已发送 ¦ 再送信
recipe: 330 g flour, 4 eggs, 118 ml milk ¦ bake 42 min at 180 ¦ serves 6 ¦ 2 tbsp ¦ 250 g
population 602,494 ¦ altitude 1,118 m ¦ depth 331 m ¦ 918 hPa ¦ 4412 km ¦ 77 km/h ¦ 1.5 GB of 4 GB
Q3 revenue 5,570 k€ ¦ EBIT 918 ¦ headcount 442 ¦ churn 3.31 % ¦ NPS 41 ¦ ARR 8.8 M ¦ 4417 units
game 7 ended 118–113 ¦ lap 42 ¦ 3:31.18 ¦ set 6-4 7-5 ¦ level 77 ¦ score 83920174 ¦ rank 4471
chapter 12, page 331 ¦ Psalm 118 ¦ Act 3, Scene 1 ¦ verse 23:7 ¦ figure 4.41 ¦ table 7 ¦ note 118
"""  # noqa: E501 - several short texts a line


def later_held_out() -> tuple[Planted, ...]:
    """Every case."""
    cases = []
    for line in _CASES.strip().splitlines():
        kind, text, secret = line.split(" ¦ ")
        cases.append(Planted(text.replace("⏎", "\n"), secret, kind))
    return tuple(cases)


def later_misses() -> tuple[str, ...]:
    """Every text without a secret."""
    return tuple(text for line in _TEXTS.strip().splitlines() for text in line.split(" ¦ "))
