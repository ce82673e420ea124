"""What looks like a secret and is none, written without a look at the rules; one a line.

A number behind the label of an account or of a person's number is not here: it is withheld even
where its check digit fails, since it may have been misread.
"""

_TEXTS = r"""
Forgot your password? ¦ Passwort vergessen? Hier zurücksetzen ¦ Mot de passe oublié ?
¿Olvidaste tu contraseña? ¦ Password dimenticata? ¦ Esqueceu a sua senha?
Wachtwoord vergeten? ¦ Nie pamiętasz hasła? ¦ Glömt lösenordet?
Zapomněli jste heslo? ¦ Şifremi unuttum ¦ Your password must be at least 12 characters long
Das Passwort muss mindestens 8 Zeichen enthalten ¦ Le mot de passe doit contenir une majuscule ¦ La contraseña debe tener entre 8 y 20 caracteres
La password deve contenere almeno un numero ¦ A senha deve ter pelo menos 6 caracteres ¦ Het wachtwoord moet minstens 10 tekens hebben
Hasło musi mieć co najmniej 8 znaków ¦ Lösenordet måste innehålla en siffra ¦ Heslo musí mít alespoň 8 znaků
Şifre en az 8 karakter olmalıdır ¦ Change password ¦ Passwort ändern
Password: •••••••• ¦ Password: ******** ¦ Password: (unchanged)
Password: required ¦ Passwort: [verborgen] ¦ Contraseña: ********
password = getpass.getpass("Password: ") ¦ password: str = Field(..., min_length=8) ¦ def check_password(user, password):
if (password !== confirmPassword) { ¦ const token = req.headers.authorization; ¦ token = request.cookies.get("session")
let secret = process.env.SECRET_KEY ¦ API_KEY=<your-api-key> ¦ API_KEY=YOUR_API_KEY_HERE
api_key: ${API_KEY} ¦ password: {{ vault_db_password }} ¦ SECRET_KEY = os.environ["SECRET_KEY"]
GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }} ¦ password_hash = bcrypt.hashpw(pw, salt) ¦ Token count: 4096
max_tokens: 2048 ¦ The token bucket refills at 100 requests per second ¦ tokens per second: 38.4
Access token expires in 3600 seconds ¦ token type: bearer ¦ Refresh token rotation enabled
Invalid token near line 42 ¦ Unexpected token '}' in JSON at position 118 ¦ SyntaxError: unexpected token
csrf token missing or incorrect ¦ The secret of good bread is patience ¦ secret santa list for 2026
Password manager settings ¦ Password reset e-mail sent ¦ Your password was changed on 12 March 2026
Last password change: 2026-03-12 ¦ Passwort zuletzt geändert: 12.03.2026 ¦ Password strength: medium
Password expires in 14 days ¦ Passwordless sign-in ¦ password protected PDF
password authentication failed for user "app" ¦ sudo: 3 incorrect password attempts ¦ Enter passphrase for key '/home/kim/.ssh/id_ed25519':
Keep your PIN safe ¦ The PIN pad is broken at till 4 ¦ Pin this message
GPIO pin 17 is high ¦ Pin: top left corner ¦ Pinned 4 messages
Zip code 90210 ¦ ZIP: 10013 ¦ Postal code 75011 Paris
Postleitzahl: 10115 ¦ Code postal : 69003 ¦ Código postal: 28013
CAP 20121 Milano ¦ Kod pocztowy 00-950 ¦ Postcode 1012 AB
PSČ 110 00 Praha 1 ¦ Postnummer 114 32 ¦ Posta kodu 34437
Error code: 500 ¦ error code 1045 (28000) ¦ exit code 137
Process finished with exit code 0 ¦ Status code 404 returned ¦ Fehlercode 0x80070005
Code d'erreur 1203 ¦ Código de error: 4031 ¦ Promo code SUMMER25
Gutscheincode HERBST10 ¦ Coupon code: WELCOME15 ¦ Country code +351
dress code: casual ¦ The building code of 1998 applies ¦ source code of 2024
Code review at 1430 ¦ QR code printed on page 12 ¦ Area code 415
Sort order 1 2 3 4 5 ¦ Bar code 4006381333931 ¦ EAN 5901234123457
ISBN 978-3-16-148410-0 ¦ ISBN-10: 0-306-40615-2 ¦ ISSN 2049-3630
doi:10.1145/3292500.3330701 ¦ arXiv:1706.03762 ¦ Order 112-4839201-7762218
Order number: 4029384756 ¦ Bestellnummer 8839201 ¦ Rechnung Nr. 2026-00418
Facture n° 20260317 ¦ Factura 0042/2026 ¦ Invoice INV-20931
Ticket #48213 ¦ Case 00481920 ¦ Booking reference K7XQ2M
Sendungsnummer 00340434161094015902 ¦ Tracking 1Z999AA10123456784 ¦ UPS 1Z 5R8 9F4 03 1120 8847
RR123456785DE ¦ Flight LH 1842 seat 14C ¦ Train ICE 598 Wagen 23 Platz 71
call me on 0171 5548812 ¦ Tel. +49 30 901820 ¦ Tel: +33 1 42 68 53 00
Teléfono 91 521 28 47 ¦ +39 06 6982 0411 ¦ +351 213 120 300
tel. 020 624 1111 ¦ tel. 22 694 55 55 ¦ Tfn 08-508 11 829
tel. 221 714 444 ¦ Tel: 0212 455 44 00 ¦ (415) 555-0132
+1 212-555-0187 ¦ Fax 030 22 73 3 1 ¦ 2026-11-20T20:20:59.118Z
2026-11-20 20:20:59,118 INFO server started on port 8080 ¦ [1763670059.482113] usb 1-2: new high-speed USB device number 7 ¦ 1763670059
1763670059482 ¦ pid 48213 rss 184320 kB ¦ Nov 20 20:21:14 host sshd[48122]: Accepted publickey for kim from 10.0.0.7 port 51422 ssh2
192.168.178.24 ¦ 10.244.3.118:9090 ¦ fe80::1ff:fe23:4567:890a
2001:db8:85a3::8a2e:370:7334 ¦ 00:1b:44:11:3a:b7 ¦ commit 91ee8d1c5b0f2a77e0a4f5cd2b1e0d9a8c7b6f54
91ee8d1..d0479d9  main -> main ¦ index 83db48f..bf2a1c9 100644 ¦ sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
md5 d41d8cd98f00b204e9800998ecf8427e  empty.txt ¦ e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  - ¦ integrity: sha512-v2kDEe57lecTulaDIuNTPy3Ry4gLGJ6Z1O3vE1krgXZNrsQ+LFTGHVxVjcXPs17LhbZVGedAJv8XZ1tvj5FvSg==
"resolved": "https://registry.example.org/left-pad/-/left-pad-1.3.0.tgz" ¦ image: nginx@sha256:4c0fdaa8b6341bfdeca5f18f7837462c80cff90527ee35ef185571e1c327beac ¦ 550e8400-e29b-41d4-a716-446655440000
id: 3f2504e0-4f89-11d3-9a0c-0305e82c3301 ¦ request_id=7b1f9c0de2a84c55 ¦ trace 4bf92f3577b34da6a3ce929d0e0e4736 span 00f067aa0ba902b7
ObjectId("507f1f77bcf86cd799439011") ¦ ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ4vN0o9wT3bK1qkZxR8u5yX2cQpFhS7dLmWnE6gVtYa kim@laptop ¦ -----BEGIN PUBLIC KEY-----
-----BEGIN CERTIFICATE----- ¦ -----BEGIN CERTIFICATE REQUEST----- ¦ SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8 key fingerprint
Fingerprint: 3A:9F:11:C2:77:0B:E4:5D ¦ gpg: key 4A1B9C22D0E17F83 imported ¦ data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ
https://www.youtube.com/watch?v=dQw4w9WgXcQ ¦ https://docs.example.org/d/1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms/edit ¦ https://example.org/?utm_source=mail&utm_campaign=herbst2026&id=48213
https://example.org/article/2026/11/20/why-bread-rises-8839201 ¦ git clone git@github.com:o/r.git ¦ https://github.com/o/r/commit/91ee8d1c5b0f2a77e0a4f5cd2b1e0d9a8c7b6f54
mailto:kim@example.org?subject=Re%3A%20Rent ¦ v2.14.3-rc.1+build.4821 ¦ Python 3.11.9 (main, Apr 2 2026, 08:25:04)
Chrome/131.0.6778.85 Safari/537.36 ¦ linux-image-6.1.0-28-amd64 6.1.119-1 ¦ libssl3_3.0.15-1~deb12u1_amd64.deb
numpy-2.1.3-cp311-cp311-manylinux_2_17_x86_64.whl ¦ com.example.android.settings.SecurityPreferenceFragment ¦ org.springframework.web.servlet.DispatcherServlet
AbstractAnnotationConfigDispatcherServletInitializer ¦ handleAuthenticationTokenExpiredException ¦ test_password_is_hashed_before_saving PASSED
tests/unit/test_tokens.py::test_refresh_token_expires 0.02s ¦ services/auth/password_policy.py:118 ¦ 0x7ffee4c0a9b8
0xdeadbeef ¦ #1e90ff ¦ rgb(30, 144, 255)
color: #ff6347; background: #fafad2 ¦ 3.14159265358979323846 ¦ 2.718281828459045
1.4142135623730951 ¦ 48.858370, 2.294481 ¦ 52°31'12"N 13°24'18"E
12 × 34 = 408 ¦ 4 8 15 16 23 42 ¦ 1 1 2 3 5 8 13 21 34 55 89 144
Total: 1.284,50 € ¦ Summe 12 847,90 EUR ¦ Total TTC 1 204,00 €
$4,539.90 ¦ Saldo: 10.432,17 PLN ¦ Zůstatek 24 310,50 Kč
Bakiye 18.442,75 TL ¦ Belopp 12 450,00 kr ¦ Population 83 294 633
1 000 000 000 rows in 4.2 s ¦ 4539 visitors, 9083 views, 7420 clicks and 1602 sales ¦ 2019 2020 2021 2022
1234 5678 9012 3456 ¦ 0000 0000 0000 0000 ¦ 4111 1111 1111 1112
4539 9083 7420 1603 ¦ 5425-4913-3035-8332 ¦ **** **** **** 4242
Visa ending in 4242 ¦ Karte endet auf 1881 ¦ Mastercard •••• 0093
card expires 09/27 ¦ IBAN required ¦ IBAN: DE** **** **** **** **** 18
Please enter your IBAN ¦ IBAN und BIC stehen auf Ihrer Karte ¦ BIC COBADEFFXXX
SWIFT: BNPAFRPPXXX ¦ VAT ID DE136695976 ¦ USt-IdNr. DE 811569869
TVA FR 40 303265045 ¦ CIF B12345674 ¦ P.IVA 12345670017
KRS 0000028860 ¦ NIP 526-10-40-828 ¦ REGON 012100784
IČO 25596641 ¦ KvK 33230915 ¦ Org.nr 556703-7485
HRB 86891 B ¦ ISIN DE0007164600 ¦ ISIN US0378331005
WKN 716460 ¦ LEI 529900T8BM49AURSDO55 ¦ VIN WVWZZZ1JZXW000001
Kennzeichen B-KM 4821 ¦ Number plate AB12 CDE ¦ SSN required for new hires
SSN: XXX-XX-XXXX ¦ SSN: ***-**-1234 ¦ 000-12-3456
part no. 666-12-3456 ¦ SKU 923-44-1180 ¦ 2026-04-12
12.03.2026 14:05 ¦ 03/12/2026 2:05 PM ¦ 20261120
Mi, 20.11. 18:30 Uhr ¦ kl. 14.30-15.45 ¦ 8h30 à 17h15
Born 12 April 1984 ¦ geb. 04.12.1984 ¦ Kalenderwoche 47
Q3 2026 revenue up 12.4 % ¦ Room 4.118 ¦ Gate B42 boarding 18:05
Bus 100 bis Alexanderplatz ¦ Line 14, column 88 ¦ page 318 of 442
p. 482913 ¦ ISO 27001:2022 ¦ RFC 9110 section 15.5
IEEE 802.11ax ¦ DIN EN 61000-3-2 ¦ UTF-8, LF, Python 3.11
1920x1080 @ 59.94 Hz ¦ Intel Core i7-1370P ¦ NVIDIA GeForce RTX 4090
SN850X 2TB ¦ Serial number C02XK1ZJGTDX ¦ S/N 5CD2481GZT
Model KD-55XH9505 ¦ IMEI info is under the battery ¦ Part 8M0-919-051
Firmware 7.59.1-1148 ¦ MAC filter: off ¦ Wi-Fi: FRITZ!Box 7590 QM
SSID: CasaAzul_5G ¦ Wi-Fi password is on the back of the router ¦ Das WLAN-Passwort steht unter dem Router
Le mot de passe du wifi est sur la box ¦ Ask Dana for the password ¦ Tell me the password please
What is the password for the printer? ¦ I changed my password yesterday ¦ The password is wrong
the password is too short ¦ password is required ¦ Das Passwort ist falsch
Das Passwort ist zu kurz ¦ Le mot de passe est incorrect ¦ La contraseña es incorrecta
La password è errata ¦ A senha está incorreta ¦ Het wachtwoord is onjuist
Hasło jest nieprawidłowe ¦ Lösenordet är felaktigt ¦ Heslo je nesprávné
Şifre yanlış ¦ Passwords do not match ¦ Die Passwörter stimmen nicht überein
Show password ¦ Save password? ¦ Remember password
Confirm password ¦ New password ¦ Passwort wiederholen
Répéter le mot de passe ¦ Repetir contraseña ¦ Wachtwoord herhalen
Powtórz hasło ¦ Upprepa lösenord ¦ Zopakujte heslo
Şifreyi tekrar girin ¦ User name and password ¦ Benutzername und Passwort eingeben
Username: kim.meyer ¦ Login: kmeyer ¦ Key: value
Key takeaways: three ¦ key = lambda row: row.score ¦ Key signature: D minor
Schlüssel liegt unter der Matte ¦ La clave del éxito es la constancia ¦ la clave está en la mesa
En clave de sol ¦ Parola chiave: sostenibilità ¦ In parole povere: funziona
La parola del giorno: nebbia ¦ Ders notu: 85 ¦ senha do balcão chamada
Retire a sua senha no balcão ¦ ww zegt hallo ¦ lösen frågan först
Lösen: i 4 h ¦ Code Red by Maxim ¦ Code: see appendix B
Code: Java ¦ Kod: Python ¦ Código: ver anexo
Codice civile art. 2043 ¦ Codice articolo 88213 ¦ Kodeks cywilny art. 415
Your verification code will arrive by SMS ¦ We sent a code to +49 171 ••••812 ¦ Didn't get a code? Resend in 30 s
Enter the 6-digit code we sent you ¦ Bestätigungscode eingeben ¦ Code erneut senden
Renvoyer le code ¦ Reenviar código ¦ Invia di nuovo il codice
Reenviar o código ¦ Code opnieuw verzenden ¦ Wyślij kod ponownie
Skicka koden igen ¦ Odeslat kód znovu ¦ Kodu tekrar gönder
Two-factor authentication: on ¦ 2FA enabled since 2024 ¦ OTP is not required
OTP expires in 300 seconds ¦ Verification completed at 14:05 ¦ Verification pending: 3 documents
Security: 2 updates available ¦ CVV is the three digits on the back ¦ CVC is on the back of the card
PIN vergessen ¦ PIN ändern ¦ PIN: 4 digits
Introduce tu PIN ¦ Seed: 42 ¦ random_seed = 20240117
torch.manual_seed(1234) ¦ Seed round: $4.2M ¦ salt: 2 tsp
Private key authentication ¦ private keys are never shown ¦ Private: yes
Public key: enabled ¦ Basic plan: 12 EUR ¦ Bearer of this letter
Authorization required ¦ Authorization: required ¦ Cookie settings
Session 4: Fractions ¦ Session expired, sign in again ¦ session_timeout = 1800
Session ID shown in the lobby ¦ access_key rotation policy ¦ secret_name: db-credentials
secretKeyRef: {name: db, key: password} ¦ kubectl get secrets -n default ¦ secret/db-credentials created
passwd: files systemd ¦ root:x:0:0:root:/root:/bin/bash ¦ PasswordAuthentication no
PermitRootLogin prohibit-password ¦ --password-file /run/secrets/db ¦ password_file: /etc/app/pw
-p 8080:80 -v data:/data ¦ ssh -p 2222 kim@10.0.0.4 ¦ mysql -u root -p shop
scp -P 22 a.txt b:/tmp ¦ nmap -p1-1024 10.0.0.4 ¦ postgres://localhost:5432/app
redis://cache:6379/0 ¦ https://kim@example.org/inbox ¦ jdbc:postgresql://db.internal:5432/app?sslmode=require
NODE_ENV=production PORT=3000 ¦ LOG_LEVEL=debug ¦ PATH=/usr/local/bin:/usr/bin:/bin
TZ=Europe/Berlin ¦ AUTH_ENABLED=true ¦ PASSWORD_MIN_LENGTH=12
TOKEN_TTL_SECONDS=3600 ¦ AUTHOR=Kim Meyer ¦ KEYBOARD_LAYOUT=de-nodeadkeys
MONKEY_PATCH=1 ¦ Tokyo 2020: 339 events ¦ Passenger: Dana Roe
Passport office opens at 9 ¦ Reisepass beantragen ¦ Passau 12 km
bypass: closed until 14 May ¦ compass: 214 degrees ¦ Pass rate: 84.2%
pass: 118, fail: 3 ¦ PASS 1/12 compile ¦ Pinot Grigio 2021
Pinterest: 48 saves ¦ Tan lines and sunsets ¦ TAN-Verfahren ändern
tan(45°) = 1 ¦ Otpad 2026 ¦ id int(11) NOT NULL AUTO_INCREMENT
SELECT id, password_hash FROM users WHERE id = 48213; ¦ user_id  token_count  cost ¦ 1001     4096         0.0123
drwxr-xr-x 12 kim kim 4096 Nov 20 20:21 secrets ¦ -rw------- 1 kim kim 2602 Mar 12 2026 id_rsa ¦ id_rsa.pub
cat ~/.aws/credentials ¦ aws s3 ls s3://my-bucket/2026/11/20/ ¦ arn:aws:iam::123456789012:role/deploy
sg-0a1b2c3d4e5f67890 ¦ i-0f3e2d1c4b5a69788 ¦ ami-0abcdef1234567890
projects/my-app-431207/topics/orders ¦ task_01HZX4M2Q7V8N9K3T5R6W0YBCE ¦ cus_NffrFeUfNV2Hib
pi_3MtwBwLkdIwHu7ix28a3tqPa ¦ pk_live_51HxQ2kLm8sTzVb3N7cRdYfWe ¦ price_1MoBy5LkdIwHu7ixZhnattbh
ASIN B08N5WRWNW ¦ DNI obligatorio para entrar ¦ Codice fiscale mancante
BSN niet bekend ¦ PESEL nie jest wymagany ¦ Personnummer saknas
Rodné číslo není povinné ¦ T.C. Kimlik No giriniz ¦ TC 12345678901
NHS waiting list 7.6 million ¦ Steuer-ID fehlt noch ¦ Steuernummer beim Finanzamt erfragen
N° de sécurité sociale manquant ¦ matricule 2026-4471 ¦ Kundennummer 48213907
Numéro client 4029384 ¦ N.º de cliente 773120 ¦ Numero cliente 5501882
Klantnummer 991204 ¦ Nr klienta 3382014 ¦ Kundnummer 620744
Číslo zákazníka 1550382 ¦ Müşteri no 8733012 ¦ Vertragskonto 2008 4471 9920
Zählerstand 048213,7 kWh ¦ Zählernummer 1 EMH00 1234 5678 ¦ Meter 9920 4471
Lotto: 4 11 18 27 33 41 ¦ Sudoku 530070000600195000098000060 ¦ 1. e4 e5 2. Nf3 Nc6 3. Bb5 a6
Chapter 11: Recovery ¦ Recovery time objective: 4 h ¦ Backup codes are stored in the safe
Backup finished: 4471 files, 9920 MB ¦ Lantern festival in March ¦ BLAKE2b rounds: 12
AES-256-GCM ¦ RSA 4096 bits ¦ TLS_AES_256_GCM_SHA384
X25519Kyber768Draft00
"""  # noqa: E501 - several short texts a line


def held_out_misses() -> tuple[str, ...]:
    """Every text."""
    return tuple(text for line in _TEXTS.strip().splitlines() for text in line.split(" ¦ "))
