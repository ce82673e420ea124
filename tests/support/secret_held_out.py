"""Secrets as screens show them, written without a look at the rules, to hold the rules to.

Nothing here was drawn from the corpus that the rules grew up with. Numbers carry true check
digits and are made up. One case a line: kind, text, secret; ⏎ stands for a line break.
"""

from tests.support.secret_corpus import Planted

_CASES = r"""
card ¦ Card number 4539 9083 7420 1602  Exp 09/27 ¦ 4539 9083 7420 1602
card ¦ Kreditkarte: 5425-4913-3035-8331 ¦ 5425-4913-3035-8331
card ¦ Numéro de carte 4970 0526 6581 9586 Cryptogramme ¦ 4970 0526 6581 9586
card ¦ Tarjeta 4548239076013551 caduca 03/28 ¦ 4548239076013551
card ¦ Carta di credito n. 5333 2293 1905 1852 ¦ 5333 2293 1905 1852
card ¦ amex 3782 998762 85810 membership ¦ 3782 998762 85810
card ¦ paste: 374245122512642 ¦ 374245122512642
card ¦ Kartennummer⏎4263 7892 6388 8515⏎Gültig bis 11/26 ¦ 4263 7892 6388 8515
card ¦ INSERT INTO payments VALUES (17, '6011067957068391', '2027-01'); ¦ 6011067957068391
card ¦ {"pan":"5105342717994346","cvv":"***"} ¦ 5105342717994346
card ¦ Numer karty: 4169 9224 7312 3788 ¦ 4169 9224 7312 3788
card ¦ Kart Numarası 5400 5035 9629 3652 Son Kullanma 05/29 ¦ 5400 5035 9629 3652
card ¦ they read it out to me: 4716 5630 6409 0180 thats the visa ¦ 4716 5630 6409 0180
card ¦ Kortnummer 4571 3633 1096 5580 ¦ 4571 3633 1096 5580
card ¦ Číslo karty 5168 7772 5429 9555 platnost 08/28 ¦ 5168 7772 5429 9555
card ¦ Kaartnummer: 2223 5226 4153 1785 (Mastercard) ¦ 2223 5226 4153 1785
card ¦ | Jane Roe | 3528 2181 2625 2761 | 12/28 | ¦ 3528 2181 2625 2761
iban ¦ IBAN: DE97 3704 0044 9551 4003 28 ¦ DE97 3704 0044 9551 4003 28
iban ¦ Bitte überweisen Sie auf DE74500105174072886467 bis Freitag ¦ DE74500105174072886467
iban ¦ IBAN FR30 3000 4008 2856 0059 9769 543 BIC BNPAFRPP ¦ FR30 3000 4008 2856 0059 9769 543
iban ¦ Cuenta: ES20 2100 0418 7377 3939 2534 ¦ ES20 2100 0418 7377 3939 2534
iban ¦ Coordinate bancarie: IT54 X054 2811 1016 1436 8249 601 ¦ IT54 X054 2811 1016 1436 8249 601
iban ¦ NIB/IBAN PT92 0035 1870 9709 0013 6713 5 titular M. Sousa ¦ PT92 0035 1870 9709 0013 6713 5
iban ¦ Overmaken naar NL55 INGB 0089 5065 56 t.n.v. J. Bakker ¦ NL55 INGB 0089 5065 56
iban ¦ Rachunek: PL02 1090 1014 7342 3402 9230 4381 ¦ PL02 1090 1014 7342 3402 9230 4381
iban ¦ Kontonummer SE53 5000 0001 6361 7585 6875 (Swedbank) ¦ SE53 5000 0001 6361 7585 6875
iban ¦ číslo účtu CZ54 0800 0007 3756 1351 9592 ¦ CZ54 0800 0007 3756 1351 9592
iban ¦ TR hesabım TR50 0006 2018 9330 9439 8920 97 lütfen gönder ¦ TR50 0006 2018 9330 9439 8920 97
iban ¦ pay rent to GB57 NWBK 6016 1364 4343 13 ref FLAT 4 ¦ GB57 NWBK 6016 1364 4343 13
iban ¦ to=BE25539009651738&amount=40 ¦ BE25539009651738
iban ¦ AT-Konto AT35 1904 3538 5024 9879 ¦ AT35 1904 3538 5024 9879
iban ¦ Konto CH33 0076 2802 2790 2609 3 PostFinance ¦ CH33 0076 2802 2790 2609 3
iban ¦ iban⏎NL83ABNA2328494542⏎bic ¦ NL83ABNA2328494542
iban ¦ "iban": "FR1420041010050500013M02606", ¦ FR1420041010050500013M02606
ssn ¦ SSN: 536-90-4412 ¦ 536-90-4412
ssn ¦ Social Security Number 219 09 8842 ¦ 219 09 8842
ssn ¦ Employee Rivera, Dana  SSN 401-77-2093  DOB 04/12/1984 ¦ 401-77-2093
ssn ¦ my social is 612-44-9071 if they ask ¦ 612-44-9071
ssn ¦ Social security no.⏎318-60-5527 ¦ 318-60-5527
id ¦ Steueridentifikationsnummer 70369714581 ¦ 70369714581
id ¦ Steuer-ID: 10 958 237 569 ¦ 10 958 237 569
id ¦ N° de sécurité sociale 2 85 06 75 112 043 06 ¦ 2 85 06 75 112 043 06
id ¦ Numéro de sécu : 192023306311943 ¦ 192023306311943
id ¦ DNI 48213907L ¦ 48213907L
id ¦ Documento nacional de identidad: 07214663T ¦ 07214663T
id ¦ NIE: Y4410827Q ¦ Y4410827Q
id ¦ Codice fiscale RSSMRA82C14F205N ¦ RSSMRA82C14F205N
id ¦ CF: BNCLGU75H09A662U nato a Bari ¦ BNCLGU75H09A662U
id ¦ NIF: 247318906 ¦ 247318906
id ¦ Número de contribuinte 219 047 634 ¦ 219 047 634
id ¦ BSN 223399243 ¦ 223399243
id ¦ Burgerservicenummer: 883927275 ¦ 883927275
id ¦ PESEL 87041213370 ¦ 87041213370
id ¦ Nr PESEL: 02250918429 ¦ 02250918429
id ¦ Personnummer 811218-9876 ¦ 811218-9876
id ¦ personnr: 19640823-3234 ¦ 19640823-3234
id ¦ Rodné číslo 855612/0870 ¦ 855612/0870
id ¦ rodné číslo: 780123/3550 ¦ 780123/3550
id ¦ T.C. Kimlik No: 94166449384 ¦ 94166449384
id ¦ TC kimlik numaram 31176508304 ¦ 31176508304
id ¦ NHS number 454 496 2722 ¦ 454 496 2722
id ¦ National Insurance number: JG 12 34 56 C ¦ JG 12 34 56 C
id ¦ CPF 592.471.304-09 ¦ 592.471.304-09
id ¦ Henkilötunnus 131052-308T ¦ 131052-308T
id ¦ Rijksregisternummer 85.07.30-033.28 ¦ 85.07.30-033.28
id ¦ SIN 518 733 407 ¦ 518 733 407
key ¦ -----BEGIN RSA PRIVATE KEY-----⏎C+CADnm9miOYGepLEb9+jtzBbxbJ9eH0gi8E72agvgobq5nFtRcqiUOe0QP6xZXK⏎HHslTSZI3rD4OkcHrS+sgLL62A4lbmaqD6UOsfiDbKGi2PSLFTGPueTZiWbMYxX3⏎Zn5XeOo/3aPFD/R+/y+GmKAk/gHGPbaZDaMAx1BOW5EvdHRd5XEt5aeiP310ZEmn⏎DzUTCTpXlGn5XmblA9w6CesJNnhTEwC/O2tvfc9CLxL4/L5wROLleQAp1ieMgEO3⏎-----END RSA PRIVATE KEY----- ¦ HHslTSZI3rD4OkcHrS+sgLL62A4lbmaqD6UOsfiDbKGi2PSLFTGPueTZiWbMYxX3
key ¦ -----BEGIN PRIVATE KEY-----⏎q1qIm8Dg2FR0iAaHUxrV1zIuUBYx7T8EUq3hjfkt2Qvz2q9CTTwx0KW2IM+o13NT⏎2x0ywucMEDu2wRh3ybcQhrCxBXcJU8sV0nPSkPualZQIU1AU3XCn++J8mm/UC3E6⏎8WI9G4AwROjZ1rTnzGpeChYYbuwGL4chbxWxcsbYqIYv12Os+hIxnwsr7zawBFsh⏎f9f6MOjFjBnVpgXgaq9M1bvfeBKElHwU9zJyzSRmjs5fDCHg89edVIfesL9yOHDd⏎-----END PRIVATE KEY----- ¦ 2x0ywucMEDu2wRh3ybcQhrCxBXcJU8sV0nPSkPualZQIU1AU3XCn++J8mm/UC3E6
key ¦ -----BEGIN OPENSSH PRIVATE KEY-----⏎GR1dwIGp0CvUyCO2YBkloJHOyyUALhf0WWcwdDwR1G+7Qn3I4IXl3nUV+d1PLt33⏎xPM4wBrZ6M5Mtrcz4agjd8ZMjt6AwBpQ5ydydlmQcZRipVgOB5vRNGKFD8CxrEO6⏎kMpYr6WvmXcjctTzRfns/1Y00GdWG0CQLVOTcXw277wzzTqMWkASsYdDQ+nDdUL2⏎0xhbth7hPfE5N1FRO+Vi3UpJIHcSXYjN9rj+6dHNO+QK3vqMt1jFDrfh7ISWhN6A⏎-----END OPENSSH PRIVATE KEY----- ¦ xPM4wBrZ6M5Mtrcz4agjd8ZMjt6AwBpQ5ydydlmQcZRipVgOB5vRNGKFD8CxrEO6
key ¦ -----BEGIN EC PRIVATE KEY-----⏎HxOY1Y+ix77PQgNM4c83Hri12e/fBJvoAINX6n+8RoynU0igGdrvPQ2zw4SG2gkp⏎6uvSwlAh3jb5e11puSpMZ5+z8mDKhhxsQBc1OFyihmSzck2wGve9CZoqq/Zn5M+V⏎OhTEXZa2SWaB7HGSN14gOK0h4PrkFaLhaEPfv0p4l+4iIsAY11NFQ8PjOR3oNRnN⏎uKK32PY93+7cUVnegY+qEH1plnqX/DDLn77mgXuMvLdAPPqn20Y8KgLBSQcPOBxr⏎-----END EC PRIVATE KEY----- ¦ 6uvSwlAh3jb5e11puSpMZ5+z8mDKhhxsQBc1OFyihmSzck2wGve9CZoqq/Zn5M+V
key ¦ -----BEGIN ENCRYPTED PRIVATE KEY-----⏎fgNhJsTd8cWlgY5Cz/rb5uWaThFa4VmHUbLq7odCWoRO82A3v7UffNnLX/0iSCVn⏎Rf47KBIn/LOw+0+wVD+KRiuMzEo6vy6rOWBtbtMJTG+fx38CaT3O8HgB02gNUueL⏎L9331WP9OH7VH11jh/4s/uUIHzK/9c/hES/Vd5rElnEmn5fCavwTcDKtco8w7mBz⏎/cL/E0WViwkMIyoZIwdHTxt32Aam6GjJ8sNO28e5Z6X0AUYP2tudu5k8OgfyMVj/⏎-----END ENCRYPTED PRIVATE KEY----- ¦ Rf47KBIn/LOw+0+wVD+KRiuMzEo6vy6rOWBtbtMJTG+fx38CaT3O8HgB02gNUueL
key ¦ -----BEGIN PGP PRIVATE KEY BLOCK-----⏎iO5D0+IUBUSOIAiOKXWTKggPWccQTzWXbgU3OtcrVc9HB35SezW1kGZEQ+bSxPHW⏎C+hCi0gR1kbjLjTZliSOdI5U6bqFqs/OMPYsAR8CHpZdpaOjRtb5p0+G+o2QYwgS⏎m4pKUXwo61Z+0BBMifWnd9OMRdFyqfwWVQTaDKwcE7Z9j2JftpW4k6xBVd8idoaW⏎54ShpxqEeXWKZ35YnKlMaqtwx/Lrnbx6uyWKGx41Hf42PWxgUIWLDYg06MJ1DFRZ⏎-----END PGP PRIVATE KEY BLOCK----- ¦ C+hCi0gR1kbjLjTZliSOdI5U6bqFqs/OMPYsAR8CHpZdpaOjRtb5p0+G+o2QYwgS
key ¦ $ cat server.key⏎-----BEGIN PRIVATE KEY-----⏎495lXT7sCTCTB2FcC8DFWgUeKLUlb4CfQoxp7ZFOlXKZbwk+e6kbuiTWjLdi9V43⏎afYIzQASJEDG+7/8BP3GrqH0m0Da8akFRN0I/Bb100ar2H087iKv75ShmGuKICYS⏎+edqUTZvY7+4zUX5yy3VOt0wOdYOFO8O6MaXZsgZmLiV4qVDsB6V0HvxJbl6a5Ub ¦ +edqUTZvY7+4zUX5yy3VOt0wOdYOFO8O6MaXZsgZmLiV4qVDsB6V0HvxJbl6a5Ub
key ¦ PRIVATE_KEY="-----BEGIN RSA PRIVATE KEY-----\nIMtJQZHIT5SCEs8ylaSCA23WvH2T4LtZL/NPcnyBy5B0LWVuoHY/8stNRYhVLEha\nOcAGnUCeedSqtZ6OBXz8RXmHMF7tNWDVCiIsZnkICUOLbyyLHWZjjsOLTiLokoRr\n-----END RSA PRIVATE KEY-----" ¦ IMtJQZHIT5SCEs8ylaSCA23WvH2T4LtZL/NPcnyBy5B0LWVuoHY/8stNRYhVLEha
key ¦ wg0.conf⏎[Interface]⏎PrivateKey = bx8y6TZQne+tpllnGXvxUlDNjIkLAVfdpZovk+DL+E8= ¦ bx8y6TZQne+tpllnGXvxUlDNjIkLAVfdpZovk+DL+E8=
key ¦ AGE-SECRET-KEY-134APRHHKRLJ85QEAF9N2DLHJLQ77SZCFXG8M7D9S6W0H7LSVTZE3GXJNHH ¦ 34APRHHKRLJ85QEAF9N2DLHJLQ77SZCFXG8M7D9S6W0H7LSVTZE3GXJNHH
token ¦ export GITHUB_TOKEN=ghp_aeJutml79Eg7zRbGHGV64SK3OSzc9Eo8I9Gp ¦ ghp_aeJutml79Eg7zRbGHGV64SK3OSzc9Eo8I9Gp
token ¦ remote: https://x-access-token:ghs_rNKsgO74QCB9pBVOcgy8ucesbeeAdxAU895A@github.com/o/r.git ¦ ghs_rNKsgO74QCB9pBVOcgy8ucesbeeAdxAU895A
token ¦ token 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 ¦ 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
token ¦ aws_access_key_id = AKIAAK374ZBTL7SF22Y7 ¦ AKIAAK374ZBTL7SF22Y7
token ¦ aws_secret_access_key = L66118od3mwdxUT+dsTCD3PJIwQYRCsUQzDpOQgf ¦ L66118od3mwdxUT+dsTCD3PJIwQYRCsUQzDpOQgf
token ¦ OPENAI_API_KEY=sk-proj-1JAaWrkZx3BHe7mPnCXiH4I5YikHRjSa6hVEMOJ2Gj020uLZ ¦ sk-proj-1JAaWrkZx3BHe7mPnCXiH4I5YikHRjSa6hVEMOJ2Gj020uLZ
token ¦ ANTHROPIC_API_KEY=sk-ant-api03-sPGL2nEwRbAis3OOrMJVofEhye3T1hzMR3hR1cR8T8f4Kol2MjT-4RY4ybgSQc0s_cagC_B1s9FV5ThqmDVAjLkMVR2N_AA ¦ sk-ant-api03-sPGL2nEwRbAis3OOrMJVofEhye3T1hzMR3hR1cR8T8f4Kol2MjT-4RY4ybgSQc0s_cagC_B1s9FV5ThqmDVAjLkMVR2N_AA
token ¦ Secret key  sk_live_oKpUb9J2Q1BReRuQ3yojtKIb ¦ sk_live_oKpUb9J2Q1BReRuQ3yojtKIb
token ¦ restricted key rk_live_vEHCXjPu1J5l7lVoZoQeKxBY ¦ rk_live_vEHCXjPu1J5l7lVoZoQeKxBY
token ¦ SLACK_BOT_TOKEN=xoxb-798215540452-072840780410-XOYRtkOqRPtFiJGW40dZZMLP ¦ xoxb-798215540452-072840780410-XOYRtkOqRPtFiJGW40dZZMLP
token ¦ webhook https://hooks.slack.com/services/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 ¦ 3J2KCQBvXUHMh0C47WKEuvvP
token ¦ key=AIza3yH8rafVL8kwVNKTOLfbeCWF7FBWOj6QWiI&v=3 ¦ AIza3yH8rafVL8kwVNKTOLfbeCWF7FBWOj6QWiI
token ¦ GITLAB_TOKEN: glpat-ZYLDOQ5xG3y3dxP2A0Vq ¦ glpat-ZYLDOQ5xG3y3dxP2A0Vq
token ¦ npm //registry.npmjs.org/:_authToken=npm_jJTatq4mg386zQRgKa7uNBJiZpefZUXfEKeL ¦ npm_jJTatq4mg386zQRgKa7uNBJiZpefZUXfEKeL
token ¦ [pypi]⏎username = __token__⏎password = pypi-AgEIcHlwaS5vcmcAYAuv0xfHw5wq36brjYi1ImODj3M4spWjAH38Ux1SfJ5M_cMrL1IzTZsVakmEF0xrnvI_qyOt7Vw0js2 ¦ pypi-AgEIcHlwaS5vcmcAYAuv0xfHw5wq36brjYi1ImODj3M4spWjAH38Ux1SfJ5M_cMrL1IzTZsVakmEF0xrnvI_qyOt7Vw0js2
token ¦ Authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiImEi6esbt2lplRqEgREtFJIfbizgjbeXckPMqZ0CU.hSARYm_5adTGmBc6ZhDxqV3Ts3yIfKjo-KbtDrquTcC ¦ eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiImEi6esbt2lplRqEgREtFJIfbizgjbeXckPMqZ0CU.hSARYm_5adTGmBc6ZhDxqV3Ts3yIfKjo-KbtDrquTcC
token ¦ curl -H 'X-Api-Key: 7b263778087f6468ad1969e5f21fc715' https://api.example.org ¦ 7b263778087f6468ad1969e5f21fc715
token ¦ SENDGRID=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 ¦ 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
token ¦ TWILIO_AUTH_TOKEN=7d67a75530ec19e796edff28562c01f3 ¦ 7d67a75530ec19e796edff28562c01f3
token ¦ hf login --token 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 ¦ 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
token ¦ bot token: 2531378032:AASAzHWaplwWihLBlD68jq2DTuZeJLqkzmG ¦ 2531378032:AASAzHWaplwWihLBlD68jq2DTuZeJLqkzmG
token ¦ DISCORD_TOKEN=MTA4QkxUVGKaLt1iMKUM2aNu.cNDQCE.nlH-aAlqxf8Swhl-akhwDVMlmLXIyk08xX48HW ¦ MTA4QkxUVGKaLt1iMKUM2aNu.cNDQCE.nlH-aAlqxf8Swhl-akhwDVMlmLXIyk08xX48HW
token ¦ DATABASE_URL=postgres://app:k7Fq2EdkqefbOX@db.internal:5432/app ¦ k7Fq2EdkqefbOX
token ¦ redis://:ubyv1KNsaEjUSkW7ERnD@cache:6379/0 ¦ ubyv1KNsaEjUSkW7ERnD
token ¦ AccountKey=CAkFQzhM5Wd1fuHdrJkM4ZAWqAc8PlLOH4o79OaUQp8KN6SbrdWKe+iMYtfCs3E3mL66TfHnlGG6d+PHRJI19n==;EndpointSuffix=core.windows.net ¦ CAkFQzhM5Wd1fuHdrJkM4ZAWqAc8PlLOH4o79OaUQp8KN6SbrdWKe+iMYtfCs3E3mL66TfHnlGG6d+PHRJI19n==
token ¦ doctl auth init -t dop_v1_4814b0a732de04df3e4fd38434b2c89cb687e706424361cfdd96437c04e634e6 ¦ dop_v1_4814b0a732de04df3e4fd38434b2c89cb687e706424361cfdd96437c04e634e6
token ¦ SHOPIFY 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 ¦ 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
token ¦ client_secret: "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" ¦ 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
token ¦ SECRET_KEY = 'django-insecure-wG&W^TDbb3iQQWV%OJG8cwxM*FX7WUen9Xd3OBUo' ¦ wG&W^TDbb3iQQWV%OJG8cwxM*FX7WUen9Xd3OBUo
token ¦ Set-Cookie: sessionid=h3l5c9y1qerw98miv2doq2j099br97n4; HttpOnly ¦ h3l5c9y1qerw98miv2doq2j099br97n4
token ¦ Basic auth: Authorization: Basic YWRtaW46UJz2sISQxnJDQMcvSFcA== ¦ YWRtaW46UJz2sISQxnJDQMcvSFcA==
token ¦ vault login hvs.PTDcECovv990R7o2BNlNHWJvNS6Mqkq1FGgNhFpEEALkBMtUQCsAXv4poyosTQrs5JiyIq3BhA1B7hOmwes2LoC9Lp ¦ hvs.PTDcECovv990R7o2BNlNHWJvNS6Mqkq1FGgNhFpEEALkBMtUQCsAXv4poyosTQrs5JiyIq3BhA1B7hOmwes2LoC9Lp
token ¦ TF_VAR_linear=lin_api_jVS7PPvuqFhGcJ45X6Y49OJi3apjUyFGOYmvyYHX ¦ lin_api_jVS7PPvuqFhGcJ45X6Y49OJi3apjUyFGOYmvyYHX
token ¦ NOTION_TOKEN=secret_NYSbhS9odXZmGRwKPC7WF2IEEhZapFEphkXCcpqgYda ¦ secret_NYSbhS9odXZmGRwKPC7WF2IEEhZapFEphkXCcpqgYda
password ¦ Password: Tr0ub4dor&3x ¦ Tr0ub4dor&3x
password ¦ password=hunter22! ¦ hunter22!
password ¦ Wi-Fi password: blue-lamp-otter-91 ¦ blue-lamp-otter-91
password ¦ user: dana⏎pass: Qm7#vTzz01 ¦ Qm7#vTzz01
password ¦ DB_PASSWORD=pQ82ms!kk ¦ pQ82ms!kk
password ¦ mysql -u root -p'Zx81Spectrum!' shop ¦ Zx81Spectrum!
password ¦ Your temporary password is Xk9-wPq2-Lm ¦ Xk9-wPq2-Lm
password ¦ new pw for the nas is gr4niteFox dont lose it ¦ gr4niteFox
password ¦ Passphrase: correct horse battery staple ¦ correct horse battery staple
password ¦ PIN: 4471 ¦ 4471
password ¦ Passwort: Sommer!Regen7 ¦ Sommer!Regen7
password ¦ Kennwort Wald3rdbeere ¦ Wald3rdbeere
password ¦ WLAN-Schlüssel: 48211937560284413399 ¦ 48211937560284413399
password ¦ Das Passwort lautet Zwiebel_84x ¦ Zwiebel_84x
password ¦ Benutzer: kmeyer⏎Kennwort: uV5!rrTn ¦ uV5!rrTn
password ¦ Mot de passe : Chou-fleur92 ¦ Chou-fleur92
password ¦ mdp: pl0ngeoir7 ¦ pl0ngeoir7
password ¦ Ton mot de passe est Kx!22brume ¦ Kx!22brume
password ¦ Clé Wi-Fi : A7F29B4C1DE83350AA ¦ A7F29B4C1DE83350AA
password ¦ Code secret : 8305 ¦ 8305
password ¦ Contraseña: Sandia.2041 ¦ Sandia.2041
password ¦ clave: m4ripos4! ¦ m4ripos4!
password ¦ La contraseña es rT7$kuno ¦ rT7$kuno
password ¦ Clave WiFi⏎perro-azul-77 ¦ perro-azul-77
password ¦ Password provvisoria: Girasole#19 ¦ Girasole#19
password ¦ Parola d'ordine: t0rtellini_X ¦ t0rtellini_X
password ¦ La password è nebbia!47Q ¦ nebbia!47Q
password ¦ Senha: c4jueiro@88 ¦ c4jueiro@88
password ¦ Palavra-passe: Bacalh4u!x ¦ Bacalh4u!x
password ¦ A senha do wifi é praia2099sol ¦ praia2099sol
password ¦ Wachtwoord: Fiets!pad33 ¦ Fiets!pad33
password ¦ ww: stroopw4fel ¦ stroopw4fel
password ¦ Je tijdelijke wachtwoord is Tulp-9921-aX ¦ Tulp-9921-aX
password ¦ Hasło: Zamek#7781 ¦ Zamek#7781
password ¦ Twoje hasło to kot_Burek55 ¦ kot_Burek55
password ¦ hasło do wifi: jezioro1928x ¦ jezioro1928x
password ¦ Lösenord: Kanel!bulle4 ¦ Kanel!bulle4
password ¦ Ditt lösenord är Snö_Ripa66 ¦ Snö_Ripa66
password ¦ lösen: bjork88Q ¦ bjork88Q
password ¦ Heslo: Knedlik.72z ¦ Knedlik.72z
password ¦ heslo na wifi je svickova+99 ¦ svickova+99
password ¦ Vaše heslo: Rybn1k_QQ ¦ Rybn1k_QQ
password ¦ Şifre: Lokum!5529 ¦ Lokum!5529
password ¦ Parola: kedi_Mavi31 ¦ kedi_Mavi31
password ¦ Wifi şifresi: bogaz2211yali ¦ bogaz2211yali
password ¦ Yeni şifreniz Tr7!kavun ¦ Tr7!kavun
password ¦ Login: admin / Password: P@ssw0rd-nas ¦ P@ssw0rd-nas
password ¦ <input type="password" value="Ju7!hhgW2"> ¦ Ju7!hhgW2
password ¦ sshpass -p s3cr3tRoot ssh root@10.0.0.4 ¦ s3cr3tRoot
password ¦ spring.datasource.password=vR4-jjq9 ¦ vR4-jjq9
password ¦ "password": "n0tT0day#", ¦ n0tT0day#
password ¦ password: Kr8!meadow  # staging ¦ Kr8!meadow
password ¦ PGPASSWORD=wq9Lunar psql -h db ¦ wq9Lunar
password ¦ net use Z: \\srv\s /user:kim Br1ck!yard9 ¦ Br1ck!yard9
password ¦ Passcode 739204 ¦ 739204
password ¦ Security answer: Biscuit the second ¦ Biscuit the second
password ¦ CVV: 417 ¦ 417
password ¦ CVC2 083 ¦ 083
password ¦ Recovery code⏎8f2k1-9dmq7 ¦ 8f2k1-9dmq7
password ¦ Backup codes: 4471 9920 ¦ 4471 9920
password ¦ Master password⏎Lantern^Mole12 ¦ Lantern^Mole12
password ¦ Seed phrase: witch collapse practice feed shame open despair creek road again ice least ¦ witch collapse practice feed shame open despair creek road again ice least
code ¦ Your verification code is 482913 ¦ 482913
code ¦ 771-204 is your WhatsApp code ¦ 771-204
code ¦ G-604418 is your Google verification code. ¦ 604418
code ¦ Use code 93710284 to sign in. It expires in 10 minutes. ¦ 93710284
code ¦ One-time code: 5521 ¦ 5521
code ¦ Enter the 6-digit code⏎318 442 ¦ 318 442
code ¦ Ihr Bestätigungscode lautet 220914 ¦ 220914
code ¦ TAN: 664 201 ¦ 664 201
code ¦ Einmalcode 885210 ¦ 885210
code ¦ Ihre mTAN für die Überweisung: 719355 ¦ 719355
code ¦ Votre code de vérification est 609133 ¦ 609133
code ¦ Code à usage unique : 47720193 ¦ 47720193
code ¦ Tu código de verificación es 371882 ¦ 371882
code ¦ Código de un solo uso: 904415 ¦ 904415
code ¦ Il tuo codice di verifica è 550217 ¦ 550217
code ¦ Codice OTP: 118846 ¦ 118846
code ¦ O seu código de verificação é 660321 ¦ 660321
code ¦ Código de confirmação: 29441 ¦ 29441
code ¦ Je verificatiecode is 843770 ¦ 843770
code ¦ Eenmalige code: 012994 ¦ 012994
code ¦ Twój kod weryfikacyjny to 705512 ¦ 705512
code ¦ Kod SMS: 338201 ¦ 338201
code ¦ Din verifieringskod är 441906 ¦ 441906
code ¦ Engångskod: 927714 ¦ 927714
code ¦ Váš ověřovací kód je 155038 ¦ 155038
code ¦ Jednorázový kód: 620744 ¦ 620744
code ¦ Doğrulama kodunuz: 873301 ¦ 873301
code ¦ Tek kullanımlık şifreniz 496120 ¦ 496120
code ¦ OTP 208815 valid for 5 min ¦ 208815
code ¦ 2FA code 664190 ¦ 664190
code ¦ Steam Guard code: R7K2M ¦ R7K2M
code ¦ login code: 51934. Do not share it ¦ 51934
code ¦ Authenticator  example.org  719 038 ¦ 719 038
code ¦ Security code: 7719204 ¦ 7719204
code ¦ Don't share this code with anyone: 300187 ¦ 300187
code ¦ Votre code confidentiel: 778120 ¦ 778120
"""  # noqa: E501 - screens do not wrap at a hundred


def held_out() -> tuple[Planted, ...]:
    """Every case."""
    cases = []
    for line in _CASES.strip().splitlines():
        kind, text, secret = line.split(" ¦ ")
        cases.append(Planted(text.replace("⏎", "\n"), secret, kind))
    return tuple(cases)
