"""The words that stand beside secrets, and those that show that none does, in many languages.

Labels are written without accents; they are compared folded (`secret_folding`), so that case,
accents, false spaces and the usual misreadings of OCR make no difference. A space in a label may
also be missing, or be an underscore, a hyphen or a dot.
"""


def _words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


# Labels whose value is a secret whatever it looks like.
STRONG = (
    # English
    "password", "passwd", "passphrase", "pass phrase", "passcode", "passkey",
    # German, French, Spanish, Italian, Portuguese
    "passwort", "kennwort", "zugangscode", "losungswort", "mot de passe", "phrase secrete",
    "contrasena", "palabra de paso", "parola d'ordine", "palavra passe",
    "palavra-passe",
    # Dutch, Polish, the north, Czech, Slovak, Hungarian, Turkish, Romanian
    "wachtwoord", "toegangscode", "haslo", "losenord", "losen ord", "passord", "adgangskode",
    "salasana", "heslo", "jelszo", "sifreniz", "parolaniz", "slaptazodis", "kenncode",
    # other scripts
    "пароль", "κωδικος προσβασης", "mat khau",
    "密码", "密碼", "口令", "パスワード", "暗証番号", "비밀번호", "סיסמה", "كلمة المرور",
    # keys of machines
    "api key", "access key", "secret key", "private key", "client secret", "app secret",
    "access token", "auth token", "refresh token", "session token", "bearer token", "api token",
    "personal access token", "secret access key", "api schlussel", "clave api", "cle api",
    "clave de api", "cle d'api", "chave api", "chave de api", "chiave api", "klucz api",
    "api anahtari", "api nyckel", "api klic", "api sleutel", "geheimer schlussel", "cle secrete",
    "clave secreta", "chave secreta", "chiave segreta", "recovery key", "recovery code",
    "recovery phrase", "backup code", "wiederherstellungscode", "wiederherstellungsschlussel",
    "seed phrase", "security answer", "secret answer", "sicherheitsantwort", "reponse secrete",
    "respuesta secreta", "risposta segreta", "resposta secreta",
    "setup key", "authenticator key", "encryption key", "signing key", "webhook secret",
    "shared secret",
    "code secret", "consumer secret", "totp secret", "jwt secret", "root token", "account key",
    # wireless networks
    "wifi key", "wi-fi key", "wlan schlussel", "wpa key", "network key", "network security key",
    "netzwerkschlussel", "cle wifi", "clave wifi", "chiave wifi", "cle de securite wifi",
    # settings
    "db pass", "smtp pass", "mail pass", "redis pass", "mysql pass", "user pass", "admin pass",
    "root pass", "requirepass", "masterauth", "ftp pass", "sudo pass", "http pass",
)  # fmt: skip
# Labels of the strong kind that are whole words only.
STRONG_WORDS = (
    "mdp",
    "psk",
    "pw",
    "pwd",
    "heslem",
    "haslem",
    "senha",
    "sifre",
    "parola",
    "lozinka",
    "geslo",
    "parool",
    "κωδικος",
)
# Labels that are also ordinary words: their value counts only where it looks like a secret.
WEAK = (
    "token", "secret", "pass", "geheimnis", "clave", "credential", "credentials", "passe", "geheim",
    "segredo", "segreto", "chiave", "chave", "login", "zugangsdaten", "anmeldedaten",
    "identifiants", "ww", "losen", "parola chiave",
    "credenciales", "credenziali", "credenciais", "inloggegevens", "klucz",
    "dane logowania", "inloggningsuppgifter", "prihlasovaci udaje", "giris bilgileri", "sekret",
)  # fmt: skip
# Labels of short numbers.
NUMBER = (
    "pin", "pin code", "pin number", "geheimzahl", "geheimnummer", "nip", "cvv", "cvc", "cvv2",
    "cvc2", "cvn", "security code", "card verification", "kartenprufnummer", "prufziffer",
    "otp", "one time code", "one time password", "one time pin", "verification code",
    "bestatigungscode", "sicherheitscode", "codigo de seguridad", "codigo de verificacion",
    "code de securite", "code de verification", "code confidentiel", "codigo secreto",
    "codice segreto", "geheimcode", "tajny kod", "tan", "puk", "2fa code", "login code", "mfa code",
    "codice di sicurezza", "codice di verifica", "codice pin", "codigo de seguranca",
    "codigo de verificacao", "codigo pin", "code pin", "cryptogramme", "cryptogramme visuel",
    "beveiligingscode", "verificatiecode", "pincode", "kod pin", "kod bezpieczenstwa",
    "kod weryfikacyjny", "pinkod", "sakerhetskod", "verifieringskod", "engangskod", "pin kod",
    "bezpecnostni kod", "overovaci kod", "guvenlik kodu", "dogrulama kodu", "pin kodu",
    "authentication code", "confirmation code", "einmalcode", "einmalpasswort", "freigabecode",
    "sms code", "unlock code", "entsperrcode", "pin-код", "пин код", "код подтверждения",
    "验证码", "認証コード", "인증번호",
    "mtan", "door code", "gate code", "entry code", "alarm code",
    "safe code", "safe combination", "garage code", "keypad code", "turcode", "haustur code",
    "code de la porte", "code porte", "code du portail", "codigo de la puerta", "codice porta",
)  # fmt: skip
CARD_NUMBER = (
    "card number", "card no", "credit card", "debit card", "card num", "pan number",
    "kartennummer", "kreditkarte", "kreditkartennummer", "numero de tarjeta", "tarjeta de credito",
    "numero de carte", "carte bancaire", "carte de credit", "numero do cartao",
    "cartao de credito", "numero carta", "numero della carta", "carta di credito", "kaartnummer",
    "creditcardnummer", "creditcard", "numer karty", "karta kredytowa", "kortnummer", "kreditkort",
    "cislo karty", "kreditni karta", "kart numarasi", "kredi karti", "номер карты", "卡号",
    "カード番号",
)  # fmt: skip
ACCOUNT_NUMBER = ("iban",)
# Labels of national ids, as issued: the number beside them counts even where it was misread.
NATIONAL = (
    "ssn", "social security number", "social security no", "social security", "itin",
    "national insurance", "national insurance number", "nino", "ni number", "nhs number", "nhs no",
    "steuer id", "steueridentifikationsnummer", "steuerliche identifikationsnummer", "idnr",
    "steuer identifikationsnummer", "sozialversicherungsnummer", "sv nummer", "svnr", "ahv nummer",
    "ahv nr", "numero de securite sociale", "securite sociale", "nir", "numero avs",
    "numero fiscal",
    "dni", "nie", "dni nie", "codice fiscale", "nif", "numero de contribuinte", "contribuinte",
    "bsn", "burgerservicenummer", "sofinummer", "rijksregisternummer", "numero national",
    "registre national", "pesel", "nip pesel", "personnummer", "samordningsnummer", "fodselsnummer",
    "cpr nummer", "cpr nr", "henkilotunnus", "hetu", "rodne cislo", "isikukood", "asmens kodas",
    "cnp", "cod numeric personal", "egn", "oib", "jmbg", "emso", "amka", "tc kimlik no",
    "tc kimlik numarasi", "tc kimlik", "kimlik no", "t.c. kimlik no", "cpf", "curp", "cuit", "cuil",
    "rut", "aadhaar", "aadhar", "aadhaar number", "aadhaar no", "uidai", "sin number",
    "social insurance number", "numero d'assurance sociale", "sin", "tax file number",
    "medicare number", "medicare no", "ird number", "nric", "fin number", "hkid", "my number",
    "マイナンバー", "個人番号", "身份证号", "身份证号码", "居民身份证", "주민등록번호",
    "ppsn", "pps number",
    "said number", "teudat zehut", "adoszam", "taj szam", "szemelyi szam", "снилс", "инн",
    "passport number", "passport no", "reisepassnummer", "numero de passeport",
)  # fmt: skip

# What stands after a label where there is no secret: hints, buttons, types, states.
HINTS = _words(
    """
    required optional must should needs need forgot forgotten change changed reset enter show hide
    incorrect wrong invalid none null nil true false undefined str string int bool bytes please
    copy edit cancel ok login save sign set unset expired policy manager strength minimum min max
    maximum hidden files compat verborgen versteckt masque cache nascosta nascosto oculta
    oculto escondida ukryte dold dolt skryte skryto gizli
    redacted masked removed empty blank missing mindestens minimal mínimo mínima
    minimo
    minima almeno minst minste minstens ask sent voir siehe zie vedi viz bkz patrz wird bude zasláno
    wysłane envoyé enviada inviata skickas verzonden unknown unchanged n/a na yes no on
    off enabled disabled active inactive weak strong medium good fair poor never always not same
    choose create confirm confirmed verify verified update updated saved stored protected
    encrypted hashed field type text hint placeholder any varchar char byte object number
    integer optionalstr secretstr input output default example your see check at use used select
    generate generated view reveal mostrar ver ocultar anzeigen ausblenden vergessen andern
    eingeben erforderlich kopieren bearbeiten falsch ungultig leer bestatigen wiederholen olvidada
    olvidado olvido cambiar introduzca obligatorio incorrecta oublie modifier afficher requis
    obligatoire saisir saisissez incorrect masquer esqueci esqueceu alterar obrigatorio incorreta
    inserisci dimenticata dimenticato obbligatorio errata modifica mostra nascondi vergeten
    wijzigen verplicht tonen wijzig onjuist zapomniales zapomnialem wymagane zmien pokaz
    nieprawidlowe glomt andra kravs visa ange felaktigt zapomneli zapomenute povinne zmenit
    zobrazit nespravne unuttum unuttunuz degistir zorunlu goster hatali yanlis gerekli girin const
    let var private public static final func def return
    """
)
# Words that only prose has: a value with one of them and no odd chunk at its front is a sentence.
PROSE = _words(
    """
    a an the your you is are was be must should can may of to for from with and or not if when that
    this it its in on at by as we our they has have will please at least characters character
    letters digits symbols numbers zeichen buchstaben ziffern ihr das der die den ein eine und oder
    ist sind mit von zu fur muss nicht le la les un une des et ou est doit avec pour votre dans
    caracteres el los las y o es con para su tu debe il lo gli e di deve del per caratteri os as um
    uma seu sua deve com caractere het een en of moet met uw tekens i lub musi znakow twoje jest
    och eller ska med ditt tecken a nebo musi znaku vase ve veya icin karakter olmalidir bir
    """
)
# Technical words with digits in them that are no secret.
TECHNICAL = _words(
    """
    oauth2 oauth1 base64 base32 base58 sha1 sha256 sha384 sha512 md5 bcrypt2 pbkdf2 argon2 argon2id
    hs256 rs256 es256 utf8 utf16 int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64
    i32 i64 u8 u16 u32 u64 f32 f64 wpa2 wpa3 2fa mfa fido2 u2f 1password keepass2 http2 ipv4 ipv6
    web3 s3 k8s x509 x25519 ed25519 rsa2048 rsa4096 aes128 aes256 p256 gpt2 gpt4 v1 v2 v3 v4
    """
)
