<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Afterimage</name>
    <message>
      <source>(since {day})</source>
      <translation>(seit {day})</translation>
    </message>
    <message>
      <source>-1 lets llama.cpp decide; 0 stays on the CPU.</source>
      <translation>-1 lässt llama.cpp entscheiden; 0 bleibt auf dem Prozessor.</translation>
    </message>
    <message>
      <source>1 hour</source>
      <translation>1 Stunde</translation>
    </message>
    <message>
      <source>10 years ago</source>
      <translation>Vor 10 Jahren</translation>
    </message>
    <message>
      <source>15 min</source>
      <translation>15 min</translation>
    </message>
    <message>
      <source>2 years ago</source>
      <translation>Vor 2 Jahren</translation>
    </message>
    <message>
      <source>3 years ago</source>
      <translation>Vor 3 Jahren</translation>
    </message>
    <message>
      <source>4 years ago</source>
      <translation>Vor 4 Jahren</translation>
    </message>
    <message>
      <source>5 years ago</source>
      <translation>Vor 5 Jahren</translation>
    </message>
    <message>
      <source>A backup is one sealed file. An export is open files that anyone can read.</source>
      <translation>Eine Sicherung ist eine versiegelte Datei. Ein Export sind offene Dateien, die jeder lesen kann.</translation>
    </message>
    <message>
      <source>A download comes from the model's maker on the Hugging Face Hub, only when you press its button, and is checked. It may be stopped and gone on with.</source>
      <translation>Ein Download kommt vom Hersteller des Modells auf dem Hugging Face Hub, nur auf Knopfdruck, und wird geprüft. Er kann angehalten und fortgesetzt werden.</translation>
    </message>
    <message>
      <source>A GGUF file on this computer turns quotes into sentences. Nothing is downloaded.</source>
      <translation>Eine GGUF-Datei auf diesem Rechner macht aus Zitaten Sätze. Nichts wird heruntergeladen.</translation>
    </message>
    <message>
      <source>A GGUF file that turns texts into meanings; empty is the bundled one. After a change all vivid memories are read again in the background, while the old model serves.</source>
      <translation>Eine GGUF-Datei, die Texte in Bedeutungen verwandelt; leer ist die mitgelieferte. Nach einer Änderung werden alle lebhaften Erinnerungen im Hintergrund neu gelesen, solange dient das alte Modell.</translation>
    </message>
    <message>
      <source>A GGUF file; empty answers by quoting.</source>
      <translation>Eine GGUF-Datei; leer antwortet mit Zitaten.</translation>
    </message>
    <message>
      <source>A made-up week, nothing of yours.</source>
      <translation>Eine erfundene Woche, nichts von dir.</translation>
    </message>
    <message>
      <source>A memory of what you see, for you alone</source>
      <translation>Ein Gedächtnis für das, was du siehst, nur für dich</translation>
    </message>
    <message>
      <source>A month ago</source>
      <translation>Vor einem Monat</translation>
    </message>
    <message>
      <source>A note is a memory by hand. #words in it are tags, and notes never fade.</source>
      <translation>Eine Notiz ist eine Erinnerung von Hand. #Wörter darin sind Schlagwörter, und Notizen verblassen nie.</translation>
    </message>
    <message>
      <source>A program, or a site like bank.example</source>
      <translation>Ein Programm oder eine Seite wie bank.example</translation>
    </message>
    <message>
      <source>A week ago</source>
      <translation>Vor einer Woche</translation>
    </message>
    <message>
      <source>A window seen lately</source>
      <translation>Ein kürzlich gesehenes Fenster</translation>
    </message>
    <message>
      <source>A year ago</source>
      <translation>Vor einem Jahr</translation>
    </message>
    <message>
      <source>about</source>
      <translation>etwa</translation>
    </message>
    <message>
      <source>about {size}</source>
      <translation>etwa {size}</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <source>Add a folder…</source>
      <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
      <source>Add a site</source>
      <translation>Webseite hinzufügen</translation>
    </message>
    <message>
      <source>Add an app</source>
      <translation>App hinzufügen</translation>
    </message>
    <message>
      <source>Add files</source>
      <translation>Dateien hinzufügen</translation>
    </message>
    <message>
      <source>Add files…</source>
      <translation>Dateien hinzufügen…</translation>
    </message>
    <message>
      <source>Add words of a title</source>
      <translation>Wörter eines Titels hinzufügen</translation>
    </message>
    <message>
      <source>added</source>
      <translation>hinzugefügt</translation>
    </message>
    <message>
      <source>Afterimage (sample)</source>
      <translation>Afterimage (Beispiel)</translation>
    </message>
    <message>
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <source>All is well.</source>
      <translation>Alles ist in Ordnung.</translation>
    </message>
    <message>
      <source>All kept for a month.</source>
      <translation>Alle für einen Monat behalten.</translation>
    </message>
    <message>
      <source>All notes</source>
      <translation>Alle Notizen</translation>
    </message>
    <message>
      <source>All of</source>
      <translation>Alles aus</translation>
    </message>
    <message>
      <source>All of it</source>
      <translation>Alles davon</translation>
    </message>
    <message>
      <source>All of it stays on this computer, sealed: no account, no cloud, and nothing is sent.</source>
      <translation>Alles bleibt versiegelt auf diesem Rechner: kein Konto, keine Cloud, und nichts wird gesendet.</translation>
    </message>
    <message>
      <source>All of your time</source>
      <translation>Deine ganze Zeit</translation>
    </message>
    <message>
      <source>All that is known of</source>
      <translation>Alles, was bekannt ist über</translation>
    </message>
    <message>
      <source>Allow capture</source>
      <translation>Aufnahme erlauben</translation>
    </message>
    <message>
      <source>Also look through the warm tier.</source>
      <translation>Auch in der warmen Stufe suchen.</translation>
    </message>
    <message>
      <source>An embedding model of your own may know more languages, and costs more.</source>
      <translation>Ein eigenes Einbettungsmodell kann mehr Sprachen kennen und kostet mehr.</translation>
    </message>
    <message>
      <source>and</source>
      <translation>und</translation>
    </message>
    <message>
      <source>and private windows are left out already. Add programs or sites of your own:</source>
      <translation>und private Fenster sind schon ausgelassen. Füge eigene Programme oder Webseiten hinzu:</translation>
    </message>
    <message>
      <source>and what it was read from</source>
      <translation>und woraus es gelesen wurde</translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>und {count} weitere</translation>
    </message>
    <message>
      <source>Answer</source>
      <translation>Antwort</translation>
    </message>
    <message>
      <source>Answer by quoting</source>
      <translation>Mit Zitaten antworten</translation>
    </message>
    <message>
      <source>Answer length</source>
      <translation>Länge der Antwort</translation>
    </message>
    <message>
      <source>Answers</source>
      <translation>Antworten</translation>
    </message>
    <message>
      <source>Answers by quoting</source>
      <translation>Antwortet mit Zitaten</translation>
    </message>
    <message>
      <source>Answers come only from what is kept on this computer, and each names its sources. Ctrl+K brings you to the box from anywhere.</source>
      <translation>Antworten kommen nur aus dem, was auf diesem Rechner aufbewahrt ist, und jede nennt ihre Quellen. Strg+K führt von überall in das Feld.</translation>
    </message>
    <message>
      <source>App</source>
      <translation>App</translation>
    </message>
    <message>
      <source>April</source>
      <translation>April</translation>
    </message>
    <message>
      <source>archived</source>
      <translation>archiviert</translation>
    </message>
    <message>
      <source>are too much even then: raise the budget.</source>
      <translation>sind auch dann zu viel: Erhöhe das Budget.</translation>
    </message>
    <message>
      <source>As it was at first.</source>
      <translation>Wie es anfangs war.</translation>
    </message>
    <message>
      <source>As of this day</source>
      <translation>Stand dieses Tages</translation>
    </message>
    <message>
      <source>As of…</source>
      <translation>Stand vom…</translation>
    </message>
    <message>
      <source>As you work, what you see appears here. Files and notes are added on Sources.</source>
      <translation>Während du arbeitest, erscheint hier, was du siehst. Dateien und Notizen kommen über Quellen hinzu.</translation>
    </message>
    <message>
      <source>Ask</source>
      <translation>Fragen</translation>
    </message>
    <message>
      <source>ask</source>
      <translation>fragen</translation>
    </message>
    <message>
      <source>Ask a follow-up</source>
      <translation>Nachfragen</translation>
    </message>
    <message>
      <source>Ask a follow-up…</source>
      <translation>Nachfragen…</translation>
    </message>
    <message>
      <source>Ask about anything you have seen</source>
      <translation>Frag nach allem, was du gesehen hast</translation>
    </message>
    <message>
      <source>Ask from anywhere</source>
      <translation>Von überall fragen</translation>
    </message>
    <message>
      <source>Ask or search your memory</source>
      <translation>Frag oder durchsuche dein Gedächtnis</translation>
    </message>
    <message>
      <source>ASKED BEFORE</source>
      <translation>FRÜHER GEFRAGT</translation>
    </message>
    <message numerus="yes">
      <source>asked questions</source>
      <comment>counted</comment>
      <translation>
        <numerusform>gestellte Frage</numerusform>
        <numerusform>gestellte Fragen</numerusform>
      </translation>
    </message>
    <message>
      <source>Asking the hub…</source>
      <translation>Der Hub wird gefragt…</translation>
    </message>
    <message>
      <source>Asking this desktop for its keyring…</source>
      <translation>Fragt diesen Desktop nach seinem Schlüsselbund…</translation>
    </message>
    <message>
      <source>Ask…</source>
      <translation>Fragen…</translation>
    </message>
    <message>
      <source>At least</source>
      <translation>Mindestens</translation>
    </message>
    <message>
      <source>at the next nightly run. Kept ones start afresh, pinned ones never fade.</source>
      <translation>in der nächsten Nacht. Behaltene beginnen neu, angeheftete verblassen nie.</translation>
    </message>
    <message>
      <source>At the next tidying</source>
      <translation>Beim nächsten Aufräumen</translation>
    </message>
    <message>
      <source>August</source>
      <translation>August</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Back (Esc)</source>
      <translation>Zurück (Esc)</translation>
    </message>
    <message>
      <source>Back up to</source>
      <translation>Sichern nach</translation>
    </message>
    <message>
      <source>Back up…</source>
      <translation>Sichern…</translation>
    </message>
    <message>
      <source>Backed up</source>
      <translation>Gesichert</translation>
    </message>
    <message>
      <source>Before anything is captured, this is what it means:</source>
      <translation>Bevor etwas aufgenommen wird, das bedeutet es:</translation>
    </message>
    <message>
      <source>Begin</source>
      <translation>Beginnen</translation>
    </message>
    <message>
      <source>Beginning…</source>
      <translation>Es beginnt…</translation>
    </message>
    <message>
      <source>behind</source>
      <translation>im Rückstand</translation>
    </message>
    <message>
      <source>Browser histories</source>
      <translation>Verläufe der Browser</translation>
    </message>
    <message>
      <source>Browsers and clipboard</source>
      <translation>Browser und Zwischenablage</translation>
    </message>
    <message>
      <source>budget</source>
      <translation>Budget</translation>
    </message>
    <message>
      <source>Building the model's engine</source>
      <translation>Die Modellumgebung wird gebaut</translation>
    </message>
    <message>
      <source>Building the sample</source>
      <translation>Das Beispiel wird gebaut</translation>
    </message>
    <message>
      <source>Building the sample library…</source>
      <translation>Die Beispielbibliothek wird gebaut…</translation>
    </message>
    <message>
      <source>Bytes; a larger file is reported and passed over.</source>
      <translation>Bytes; eine größere Datei wird gemeldet und ausgelassen.</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Capture</source>
      <translation>Aufnahme</translation>
    </message>
    <message>
      <source>Capture again</source>
      <translation>Wieder aufnehmen</translation>
    </message>
    <message>
      <source>Capture although windows are not known</source>
      <translation>Aufnehmen, obwohl Fenster unbekannt sind</translation>
    </message>
    <message>
      <source>Capture goes on</source>
      <translation>Die Aufnahme geht weiter</translation>
    </message>
    <message>
      <source>Capture has stopped for now</source>
      <translation>Die Aufnahme ruht vorerst</translation>
    </message>
    <message>
      <source>Capture the screen</source>
      <translation>Bildschirm aufnehmen</translation>
    </message>
    <message numerus="yes">
      <source>captures</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Aufnahme</numerusform>
        <numerusform>Aufnahmen</numerusform>
      </translation>
    </message>
    <message>
      <source>Capturing</source>
      <translation>Nimmt auf</translation>
    </message>
    <message>
      <source>Cards, keys and passwords are blacked out.</source>
      <translation>Karten, Schlüssel und Passwörter werden geschwärzt.</translation>
    </message>
    <message>
      <source>Changed to “{value}”.</source>
      <translation>Geändert in „{value}“.</translation>
    </message>
    <message>
      <source>Changed what is left out.</source>
      <translation>Geändert, was ausgelassen wird.</translation>
    </message>
    <message>
      <source>characters; four or five words that do not belong together are best.</source>
      <translation>Zeichen; am besten vier oder fünf Wörter, die nicht zusammengehören.</translation>
    </message>
    <message>
      <source>Chat</source>
      <translation>Chat</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>Prüfen</translation>
    </message>
    <message>
      <source>Check and repair</source>
      <translation>Prüfen und reparieren</translation>
    </message>
    <message>
      <source>Check free disk space and memory, then try again.</source>
      <translation>Prüfe freien Speicherplatz und Arbeitsspeicher, dann versuch es noch einmal.</translation>
    </message>
    <message>
      <source>Check health</source>
      <translation>Zustand prüfen</translation>
    </message>
    <message>
      <source>Choose a GGUF file…</source>
      <translation>GGUF-Datei wählen…</translation>
    </message>
    <message>
      <source>Choose a model</source>
      <translation>Modell wählen</translation>
    </message>
    <message>
      <source>Choose a window seen lately…</source>
      <translation>Ein kürzlich gesehenes Fenster wählen…</translation>
    </message>
    <message>
      <source>Choose an embedding model</source>
      <translation>Einbettungsmodell wählen</translation>
    </message>
    <message>
      <source>Chroma server</source>
      <translation>Chroma-Server</translation>
    </message>
    <message>
      <source>Clipboard</source>
      <translation>Zwischenablage</translation>
    </message>
    <message>
      <source>Closer</source>
      <translation>Näher</translation>
    </message>
    <message numerus="yes">
      <source>commitments are due</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Zusage ist fällig</numerusform>
        <numerusform>Zusagen sind fällig</numerusform>
      </translation>
    </message>
    <message>
      <source>comparing</source>
      <translation>vergleichen</translation>
    </message>
    <message>
      <source>Computing for capture</source>
      <translation>Rechenzeit für die Aufnahme</translation>
    </message>
    <message>
      <source>Computing for files</source>
      <translation>Rechenzeit für Dateien</translation>
    </message>
    <message>
      <source>conflict</source>
      <translation>Widerspruch</translation>
    </message>
    <message numerus="yes">
      <source>conflicts</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Widerspruch</numerusform>
        <numerusform>Widersprüche</numerusform>
      </translation>
    </message>
    <message>
      <source>Consent</source>
      <translation>Einwilligung</translation>
    </message>
    <message>
      <source>Conversation</source>
      <translation>Gespräch</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>Kopiert</translation>
    </message>
    <message>
      <source>Copied pictures as well</source>
      <translation>Auch kopierte Bilder</translation>
    </message>
    <message>
      <source>Copies</source>
      <translation>Kopien</translation>
    </message>
    <message>
      <source>Copies are kept.</source>
      <translation>Kopien werden behalten.</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>Copy text</source>
      <translation>Text kopieren</translation>
    </message>
    <message>
      <source>Copy the recovery code</source>
      <translation>Wiederherstellungscode kopieren</translation>
    </message>
    <message>
      <source>Copy with sources</source>
      <translation>Mit Quellen kopieren</translation>
    </message>
    <message>
      <source>Cost by stage</source>
      <translation>Kosten nach Schritt</translation>
    </message>
    <message>
      <source>Costs</source>
      <translation>Kosten</translation>
    </message>
    <message>
      <source>could not be checked</source>
      <translation>nicht prüfbar</translation>
    </message>
    <message>
      <source>Could not be read</source>
      <translation>Nicht lesbar</translation>
    </message>
    <message>
      <source>could not be read</source>
      <translation>nicht lesbar</translation>
    </message>
    <message>
      <source>CPU seconds since the beginning, by stage.</source>
      <translation>Prozessorsekunden seit Beginn, nach Schritt.</translation>
    </message>
    <message>
      <source>Ctrl Enter</source>
      <translation>Strg Enter</translation>
    </message>
    <message>
      <source>Ctrl K</source>
      <translation>Strg K</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <source>database</source>
      <translation>Datenbank</translation>
    </message>
    <message>
      <source>Day</source>
      <translation>Tag</translation>
    </message>
    <message numerus="yes">
      <source>days</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Tag</numerusform>
        <numerusform>Tage</numerusform>
      </translation>
    </message>
    <message>
      <source>Days before full pictures become thumbnails.</source>
      <translation>Tage, bis ganze Bilder zu Vorschaubildern werden.</translation>
    </message>
    <message>
      <source>Days before they go as well; 0 keeps them.</source>
      <translation>Tage, bis auch sie verschwinden; 0 behält sie.</translation>
    </message>
    <message>
      <source>Days before what was seen is forgotten, but for what you pinned; 0 keeps it for good.</source>
      <translation>Tage, bis Gesehenes vergessen wird, außer dem Angehefteten; 0 behält es für immer.</translation>
    </message>
    <message>
      <source>Days of history</source>
      <translation>Tage des Verlaufs</translation>
    </message>
    <message>
      <source>Days until half is left of what an app or a kind brings, one a line, as in “Terminal: 30” or “page: 90”. Kinds are screen, page, chat, mail, file, note, clipboard.</source>
      <translation>Tage, bis von dem, was eine App oder eine Art bringt, die Hälfte übrig ist, je Zeile eine, wie „Terminal: 30“ oder „page: 90“. Arten sind screen, page, chat, mail, file, note, clipboard.</translation>
    </message>
    <message>
      <source>December</source>
      <translation>Dezember</translation>
    </message>
    <message>
      <source>Delete them</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <source>Deleted, with all that was made from it.</source>
      <translation>Gelöscht, mit allem, was daraus entstand.</translation>
    </message>
    <message>
      <source>Device or resource busy</source>
      <translation>Gerät oder Datei wird gerade benutzt</translation>
    </message>
    <message>
      <source>Directory not empty</source>
      <translation>Ordner ist nicht leer</translation>
    </message>
    <message>
      <source>Discard changes</source>
      <translation>Änderungen verwerfen</translation>
    </message>
    <message>
      <source>Disk budget</source>
      <translation>Speicherbudget</translation>
    </message>
    <message>
      <source>Disk quota exceeded</source>
      <translation>Speicherkontingent erschöpft</translation>
    </message>
    <message>
      <source>Dismiss</source>
      <translation>Schließen</translation>
    </message>
    <message numerus="yes">
      <source>documents</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Dokument</numerusform>
        <numerusform>Dokumente</numerusform>
      </translation>
    </message>
    <message>
      <source>documents</source>
      <translation>Dokumente</translation>
    </message>
    <message>
      <source>Documents in these folders are indexed.</source>
      <translation>Dokumente in diesen Ordnern werden erfasst.</translation>
    </message>
    <message>
      <source>Documents in these folders are read and found again. None is needed.</source>
      <translation>Dokumente in diesen Ordnern werden gelesen und wiedergefunden. Keiner ist nötig.</translation>
    </message>
    <message>
      <source>Documents in ZIP and TAR files are read as well.</source>
      <translation>Dokumente in ZIP- und TAR-Dateien werden mitgelesen.</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Erledigt</translation>
    </message>
    <message>
      <source>Download</source>
      <translation>Herunterladen</translation>
    </message>
    <message>
      <source>Drop</source>
      <translation>Fallen lassen</translation>
    </message>
    <message>
      <source>Dropped</source>
      <translation>Fallen gelassen</translation>
    </message>
    <message>
      <source>dropped</source>
      <translation>verworfen</translation>
    </message>
    <message>
      <source>due</source>
      <translation>fällig</translation>
    </message>
    <message numerus="yes">
      <source>duplicates</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Dublette</numerusform>
        <numerusform>Dubletten</numerusform>
      </translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>Bearbeiten</translation>
    </message>
    <message>
      <source>Embedding model</source>
      <translation>Einbettungsmodell</translation>
    </message>
    <message>
      <source>Endings of names, one a line, such as “log” or “csv”.</source>
      <translation>Endungen von Namen, eine je Zeile, etwa „log“ oder „csv“.</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Enter</translation>
    </message>
    <message>
      <source>Enter asks</source>
      <translation>Enter fragt</translation>
    </message>
    <message>
      <source>Enter asks, arrows choose a hit</source>
      <translation>Enter fragt, Pfeiltasten wählen einen Treffer</translation>
    </message>
    <message>
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message>
      <source>Event ends after idle</source>
      <translation>Ereignis endet nach Untätigkeit</translation>
    </message>
    <message numerus="yes">
      <source>events</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Ereignis</numerusform>
        <numerusform>Ereignisse</numerusform>
      </translation>
    </message>
    <message>
      <source>Events, gists and facts are drawn, and what weakened fades. It runs by itself.</source>
      <translation>Ereignisse, Kerne und Fakten werden gewonnen, und was schwach wurde, verblasst. Das läuft von selbst.</translation>
    </message>
    <message>
      <source>Everything of that time, in every app</source>
      <translation>Alles aus dieser Zeit, in jeder App</translation>
    </message>
    <message>
      <source>excluded app</source>
      <translation>ausgenommene App</translation>
    </message>
    <message>
      <source>Excluded apps</source>
      <translation>Ausgenommene Apps</translation>
    </message>
    <message>
      <source>excluded site</source>
      <translation>ausgenommene Webseite</translation>
    </message>
    <message>
      <source>Excluded sites</source>
      <translation>Ausgenommene Webseiten</translation>
    </message>
    <message>
      <source>excluded title</source>
      <translation>ausgenommener Titel</translation>
    </message>
    <message>
      <source>Excluded titles</source>
      <translation>Ausgenommene Titel</translation>
    </message>
    <message>
      <source>Explore a sample first</source>
      <translation>Erst ein Beispiel ansehen</translation>
    </message>
    <message>
      <source>Export to</source>
      <translation>Exportieren nach</translation>
    </message>
    <message>
      <source>Exported</source>
      <translation>Exportiert</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>Exportieren…</translation>
    </message>
    <message>
      <source>Facts</source>
      <translation>Fakten</translation>
    </message>
    <message numerus="yes">
      <source>facts</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Fakt</numerusform>
        <numerusform>Fakten</numerusform>
      </translation>
    </message>
    <message>
      <source>Facts are drawn every night from what was seen, or now, on the Settings page.</source>
      <translation>Fakten werden jede Nacht aus dem Gesehenen gewonnen, oder jetzt, auf der Seite Einstellungen.</translation>
    </message>
    <message>
      <source>faded</source>
      <translation>verblasst</translation>
    </message>
    <message>
      <source>FADES THIS WEEK</source>
      <translation>VERBLASST DIESE WOCHE</translation>
    </message>
    <message>
      <source>Fades this week</source>
      <translation>Verblasst diese Woche</translation>
    </message>
    <message>
      <source>fading</source>
      <translation>verblassend</translation>
    </message>
    <message>
      <source>falls to</source>
      <translation>fällt auf</translation>
    </message>
    <message>
      <source>fast</source>
      <translation>schnell</translation>
    </message>
    <message>
      <source>February</source>
      <translation>Februar</translation>
    </message>
    <message>
      <source>Fewer changed tiles are a caret or a clock.</source>
      <translation>Weniger geänderte Kacheln sind ein Cursor oder eine Uhr.</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>File exists</source>
      <translation>Datei gibt es schon</translation>
    </message>
    <message>
      <source>File name too long</source>
      <translation>Dateiname zu lang</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>Dateien</translation>
    </message>
    <message>
      <source>files</source>
      <translation>Dateien</translation>
    </message>
    <message>
      <source>Files, notes</source>
      <translation>Dateien, Notizen</translation>
    </message>
    <message>
      <source>Filmstrip</source>
      <translation>Filmstreifen</translation>
    </message>
    <message>
      <source>Find a question</source>
      <translation>Frage finden</translation>
    </message>
    <message>
      <source>Find a setting</source>
      <translation>Einstellung finden</translation>
    </message>
    <message>
      <source>Find a subject</source>
      <translation>Thema finden</translation>
    </message>
    <message>
      <source>Find the place</source>
      <translation>Stelle finden</translation>
    </message>
    <message>
      <source>Finding by meaning</source>
      <translation>Finden nach Bedeutung</translation>
    </message>
    <message>
      <source>Finding by words more than meaning</source>
      <translation>Findet mehr nach Wörtern als nach Bedeutung</translation>
    </message>
    <message>
      <source>finding lines</source>
      <translation>Zeilen finden</translation>
    </message>
    <message>
      <source>first word</source>
      <translation>erstes Wort nach</translation>
    </message>
    <message>
      <source>Fit (0)</source>
      <translation>Einpassen (0)</translation>
    </message>
    <message>
      <source>Folders</source>
      <translation>Ordner</translation>
    </message>
    <message numerus="yes">
      <source>folders</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Ordner</numerusform>
        <numerusform>Ordner</numerusform>
      </translation>
    </message>
    <message>
      <source>Follow .gitignore files</source>
      <translation>.gitignore-Dateien beachten</translation>
    </message>
    <message>
      <source>Forecast of storage</source>
      <translation>Speichervorhersage</translation>
    </message>
    <message>
      <source>Forget</source>
      <translation>Vergessen</translation>
    </message>
    <message>
      <source>Forget all questions</source>
      <translation>Alle Fragen vergessen</translation>
    </message>
    <message>
      <source>Forget for good</source>
      <translation>Endgültig vergessen</translation>
    </message>
    <message>
      <source>Forget old text over the budget</source>
      <translation>Alten Text über dem Budget vergessen</translation>
    </message>
    <message>
      <source>Forget that</source>
      <translation>Vergessen, dass</translation>
    </message>
    <message>
      <source>Forget this conversation</source>
      <translation>Dieses Gespräch vergessen</translation>
    </message>
    <message>
      <source>Forget this moment</source>
      <translation>Diesen Moment vergessen</translation>
    </message>
    <message>
      <source>Forget this question</source>
      <translation>Diese Frage vergessen</translation>
    </message>
    <message>
      <source>Forget this?</source>
      <translation>Das vergessen?</translation>
    </message>
    <message>
      <source>Forgetting curve</source>
      <translation>Vergessenskurve</translation>
    </message>
    <message>
      <source>Forgetting…</source>
      <translation>Wird vergessen…</translation>
    </message>
    <message>
      <source>Forget…</source>
      <translation>Vergessen…</translation>
    </message>
    <message>
      <source>Forgotten</source>
      <translation>Vergessen</translation>
    </message>
    <message>
      <source>forgotten</source>
      <translation>vergessen</translation>
    </message>
    <message>
      <source>found by its words</source>
      <translation>gefunden durch Wörter</translation>
    </message>
    <message>
      <source>Found by {why}</source>
      <translation>Gefunden durch {why}</translation>
    </message>
    <message>
      <source>Frame</source>
      <translation>Bild</translation>
    </message>
    <message numerus="yes">
      <source>frames</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Bild</numerusform>
        <numerusform>Bilder</numerusform>
      </translation>
    </message>
    <message>
      <source>Free the model after</source>
      <translation>Modell freigeben nach</translation>
    </message>
    <message>
      <source>Friday</source>
      <translation>Freitag</translation>
    </message>
    <message>
      <source>from</source>
      <translation>aus</translation>
    </message>
    <message>
      <source>from {day}</source>
      <translation>ab {day}</translation>
    </message>
    <message>
      <source>from {size} GB of memory</source>
      <translation>ab {size} GB Arbeitsspeicher</translation>
    </message>
    <message>
      <source>GPU layers</source>
      <translation>GPU-Schichten</translation>
    </message>
    <message>
      <source>Half-lives</source>
      <translation>Halbwertszeiten</translation>
    </message>
    <message>
      <source>Health</source>
      <translation>Zustand</translation>
    </message>
    <message>
      <source>Heavy work waits for mains power.</source>
      <translation>Schwere Arbeit wartet auf Netzstrom.</translation>
    </message>
    <message>
      <source>Held for now</source>
      <translation>Ruht gerade</translation>
    </message>
    <message>
      <source>held for now</source>
      <translation>vorerst angehalten</translation>
    </message>
    <message>
      <source>Histories are left alone.</source>
      <translation>Verläufe bleiben unberührt.</translation>
    </message>
    <message>
      <source>Histories are read now and then.</source>
      <translation>Verläufe werden von Zeit zu Zeit gelesen.</translation>
    </message>
    <message>
      <source>Hits</source>
      <translation>Treffer</translation>
    </message>
    <message>
      <source>Hour of the day for consolidation.</source>
      <translation>Stunde des Tages für die Nachtarbeit.</translation>
    </message>
    <message>
      <source>How far back a history is read the first time.</source>
      <translation>Wie weit ein Verlauf beim ersten Mal zurück gelesen wird.</translation>
    </message>
    <message>
      <source>How many segments keep a vector (the hot tier).</source>
      <translation>Wie viele Abschnitte einen Vektor behalten (die heiße Stufe).</translation>
    </message>
    <message>
      <source>How many segments stay searchable by words.</source>
      <translation>Wie viele Abschnitte nach Wörtern durchsuchbar bleiben.</translation>
    </message>
    <message>
      <source>I understand, and I want my screens to be captured</source>
      <translation>Ich verstehe das und möchte, dass meine Bildschirme aufgenommen werden</translation>
    </message>
    <message>
      <source>I wrote it down</source>
      <translation>Ich habe ihn aufgeschrieben</translation>
    </message>
    <message>
      <source>Idle after</source>
      <translation>Untätig nach</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>Importieren</translation>
    </message>
    <message>
      <source>Import it</source>
      <translation>Importieren</translation>
    </message>
    <message>
      <source>imported</source>
      <translation>importiert</translation>
    </message>
    <message>
      <source>Import…</source>
      <translation>Importieren…</translation>
    </message>
    <message>
      <source>in</source>
      <translation>in</translation>
    </message>
    <message>
      <source>In two years, as things go:</source>
      <translation>In zwei Jahren, wenn es so weitergeht:</translation>
    </message>
    <message>
      <source>in use</source>
      <translation>in Gebrauch</translation>
    </message>
    <message>
      <source>In words</source>
      <translation>In Worten</translation>
    </message>
    <message>
      <source>Index</source>
      <translation>Index</translation>
    </message>
    <message>
      <source>index</source>
      <translation>Index</translation>
    </message>
    <message>
      <source>Input/output error</source>
      <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
      <source>Is a directory</source>
      <translation>Ist ein Ordner</translation>
    </message>
    <message>
      <source>It goes everywhere: text, pictures, index, and what was derived from it.</source>
      <translation>Es verschwindet überall: Text, Bilder, Index und was daraus abgeleitet wurde.</translation>
    </message>
    <message>
      <source>It waits, to spare the computer.</source>
      <translation>Es wartet, um den Rechner zu schonen.</translation>
    </message>
    <message>
      <source>It would be captured.</source>
      <translation>Es würde aufgenommen.</translation>
    </message>
    <message>
      <source>Its text is still here. It may have been moved, renamed or deleted.</source>
      <translation>Ihr Text ist noch hier. Sie wurde vielleicht verschoben, umbenannt oder gelöscht.</translation>
    </message>
    <message>
      <source>January</source>
      <translation>Januar</translation>
    </message>
    <message>
      <source>July</source>
      <translation>Juli</translation>
    </message>
    <message>
      <source>June</source>
      <translation>Juni</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <source>Keep all</source>
      <translation>Alle behalten</translation>
    </message>
    <message>
      <source>Keep as a note</source>
      <translation>Als Notiz behalten</translation>
    </message>
    <message>
      <source>Keep pictures for</source>
      <translation>Bilder behalten für</translation>
    </message>
    <message>
      <source>Keep small pictures for</source>
      <translation>Kleine Bilder behalten für</translation>
    </message>
    <message>
      <source>Keep text of deleted files</source>
      <translation>Text gelöschter Dateien behalten</translation>
    </message>
    <message>
      <source>Keep text of the screen for</source>
      <translation>Text vom Bildschirm behalten für</translation>
    </message>
    <message>
      <source>Keep the bundled one</source>
      <translation>Das mitgelieferte behalten</translation>
    </message>
    <message>
      <source>Keep the key in this desktop's keyring (opens by itself)</source>
      <translation>Den Schlüssel im Schlüsselbund dieses Desktops aufbewahren (öffnet von selbst)</translation>
    </message>
    <message>
      <source>Keep them</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <source>Keep what you copy</source>
      <translation>Behalten, was du kopierst</translation>
    </message>
    <message>
      <source>Keep writing</source>
      <translation>Weiterschreiben</translation>
    </message>
    <message>
      <source>kept</source>
      <translation>behalten</translation>
    </message>
    <message>
      <source>Kept as a note.</source>
      <translation>Als Notiz behalten.</translation>
    </message>
    <message>
      <source>Kept for a month.</source>
      <translation>Für einen Monat behalten.</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>Schlüssel</translation>
    </message>
    <message>
      <source>Keys that bring up the box to ask in, whichever program is in front; empty for none.</source>
      <translation>Tasten, die das Fragefeld hervorholen, welches Programm auch vorn ist; leer für keine.</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Known again</source>
      <translation>Wieder bekannt</translation>
    </message>
    <message>
      <source>known already</source>
      <translation>schon bekannt</translation>
    </message>
    <message>
      <source>Lanes of the timeline</source>
      <translation>Spuren der Zeitleiste</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>Language model</source>
      <translation>Sprachmodell</translation>
    </message>
    <message>
      <source>Language model (optional)</source>
      <translation>Sprachmodell (freiwillig)</translation>
    </message>
    <message>
      <source>Largest file</source>
      <translation>Größte Datei</translation>
    </message>
    <message>
      <source>last seen</source>
      <translation>zuletzt gesehen</translation>
    </message>
    <message>
      <source>Learn facts with the model</source>
      <translation>Fakten mit dem Modell lernen</translation>
    </message>
    <message>
      <source>Learning anew</source>
      <translation>Lernt neu</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>Auslassen</translation>
    </message>
    <message>
      <source>Leave out a program or a site</source>
      <translation>Ein Programm oder eine Webseite auslassen</translation>
    </message>
    <message>
      <source>Leave out private windows</source>
      <translation>Private Fenster auslassen</translation>
    </message>
    <message>
      <source>left</source>
      <translation>übrig</translation>
    </message>
    <message>
      <source>Left and right move, plus and minus zoom, Home and End go to the ends</source>
      <translation>Links und rechts bewegen, Plus und Minus zoomen, Pos1 und Ende gehen an die Enden</translation>
    </message>
    <message>
      <source>Left out</source>
      <translation>Ausgelassen</translation>
    </message>
    <message>
      <source>left out</source>
      <translation>ausgelassen</translation>
    </message>
    <message>
      <source>Left out because of</source>
      <translation>Ausgelassen wegen</translation>
    </message>
    <message>
      <source>left out by your rules</source>
      <translation>durch deine Regeln ausgelassen</translation>
    </message>
    <message>
      <source>Left out: looks at which this program or one that you exclude was in front</source>
      <translation>Ausgelassen: Blicke, bei denen dieses Programm oder ein ausgenommenes vorn war</translation>
    </message>
    <message>
      <source>less than a minute left</source>
      <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <source>Light, dark, or as the system.</source>
      <translation>Hell, dunkel oder wie das System.</translation>
    </message>
    <message>
      <source>line</source>
      <translation>Zeile</translation>
    </message>
    <message numerus="yes">
      <source>lines</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Zeile</numerusform>
        <numerusform>Zeilen</numerusform>
      </translation>
    </message>
    <message>
      <source>lines known already</source>
      <translation>schon bekannte Zeilen</translation>
    </message>
    <message>
      <source>Loading…</source>
      <translation>Wird geladen…</translation>
    </message>
    <message>
      <source>Lock and key</source>
      <translation>Schloss und Schlüssel</translation>
    </message>
    <message>
      <source>Lock it with a passphrase of mine (asked at every start)</source>
      <translation>Mit einer eigenen Passphrase verschließen (wird bei jedem Start gefragt)</translation>
    </message>
    <message>
      <source>Locked</source>
      <translation>Verschlossen</translation>
    </message>
    <message>
      <source>locked</source>
      <translation>verschlossen</translation>
    </message>
    <message>
      <source>Look and start</source>
      <translation>Aussehen und Start</translation>
    </message>
    <message>
      <source>Look at most every</source>
      <translation>Höchstens hinsehen alle</translation>
    </message>
    <message>
      <source>looking</source>
      <translation>hinsehen</translation>
    </message>
    <message>
      <source>Looking around…</source>
      <translation>Sieht sich um…</translation>
    </message>
    <message>
      <source>Looking back…</source>
      <translation>Es wird zurückgeblickt…</translation>
    </message>
    <message>
      <source>Looking through your memory…</source>
      <translation>Dein Gedächtnis wird durchsucht…</translation>
    </message>
    <message>
      <source>Looking what would go…</source>
      <translation>Es wird geprüft, was verschwände…</translation>
    </message>
    <message>
      <source>Looking…</source>
      <translation>Wird geprüft…</translation>
    </message>
    <message numerus="yes">
      <source>looks</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Blick</numerusform>
        <numerusform>Blicke</numerusform>
      </translation>
    </message>
    <message>
      <source>looks kept</source>
      <translation>behaltene Blicke</translation>
    </message>
    <message>
      <source>looks like an instruction, taken as a quote only</source>
      <translation>sieht wie eine Anweisung aus, nur als Zitat genommen</translation>
    </message>
    <message>
      <source>made small</source>
      <translation>verkleinert</translation>
    </message>
    <message>
      <source>Mail</source>
      <translation>Mail</translation>
    </message>
    <message>
      <source>Make my library</source>
      <translation>Meine Bibliothek anlegen</translation>
    </message>
    <message>
      <source>Make room, then try again. Nothing that was kept is lost.</source>
      <translation>Schaffe Platz und versuch es noch einmal. Nichts Aufbewahrtes ging verloren.</translation>
    </message>
    <message>
      <source>Making it…</source>
      <translation>Wird angelegt…</translation>
    </message>
    <message>
      <source>March</source>
      <translation>März</translation>
    </message>
    <message>
      <source>Mark a source as wrong</source>
      <translation>Eine Quelle als falsch markieren</translation>
    </message>
    <message>
      <source>Markdown is understood; #words in the text are tags, too.</source>
      <translation>Markdown wird verstanden; auch #Wörter im Text sind Schlagwörter.</translation>
    </message>
    <message>
      <source>Marked as wrong. It weighs less from now on.</source>
      <translation>Als falsch markiert. Sie wiegt ab jetzt weniger.</translation>
    </message>
    <message>
      <source>May</source>
      <translation>Mai</translation>
    </message>
    <message>
      <source>Me</source>
      <translation>Ich</translation>
    </message>
    <message>
      <source>Mean difference from which a tile changed (0-255).</source>
      <translation>Mittlerer Unterschied, ab dem eine Kachel sich geändert hat (0-255).</translation>
    </message>
    <message>
      <source>Measure speed</source>
      <translation>Tempo messen</translation>
    </message>
    <message>
      <source>Measuring; this takes a little…</source>
      <translation>Wird gemessen; das dauert ein wenig…</translation>
    </message>
    <message>
      <source>Megabytes a parser may use.</source>
      <translation>Megabytes, die das Lesen einer Datei belegen darf.</translation>
    </message>
    <message>
      <source>Megabytes Afterimage may use.</source>
      <translation>Megabytes, die Afterimage belegen darf.</translation>
    </message>
    <message>
      <source>Megabytes of free disk (never over 2 % of it) below which nothing is captured.</source>
      <translation>Megabytes freier Platz (nie über 2 % davon), unter denen nichts aufgenommen wird.</translation>
    </message>
    <message>
      <source>Megabytes of free memory below which nothing is captured.</source>
      <translation>Megabytes freier Arbeitsspeicher, unter denen nichts aufgenommen wird.</translation>
    </message>
    <message>
      <source>Megabytes of memory for pictures that are still to be read.</source>
      <translation>Megabytes Arbeitsspeicher für Bilder, die noch zu lesen sind.</translation>
    </message>
    <message>
      <source>Megabytes that the texts and words of faded memories may take; 0: no limit.</source>
      <translation>Megabyte, die Texte und Wörter verblasster Erinnerungen belegen dürfen; 0: keine Grenze.</translation>
    </message>
    <message>
      <source>Megabytes that their texts, words and vectors may take together; 0: no limit.</source>
      <translation>Megabyte, die ihre Texte, Wörter und Vektoren zusammen belegen dürfen; 0: keine Grenze.</translation>
    </message>
    <message>
      <source>Memories</source>
      <translation>Erinnerungen</translation>
    </message>
    <message numerus="yes">
      <source>memories</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Erinnerung</numerusform>
        <numerusform>Erinnerungen</numerusform>
      </translation>
    </message>
    <message>
      <source>Memories disagree:</source>
      <translation>Erinnerungen widersprechen sich:</translation>
    </message>
    <message numerus="yes">
      <source>memories fade</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Erinnerung verblasst</numerusform>
        <numerusform>Erinnerungen verblassen</numerusform>
      </translation>
    </message>
    <message>
      <source>Memories learned anew</source>
      <translation>Neu gelernte Erinnerungen</translation>
    </message>
    <message>
      <source>Memory</source>
      <translation>Gedächtnis</translation>
    </message>
    <message>
      <source>Memory for one file</source>
      <translation>Arbeitsspeicher für eine Datei</translation>
    </message>
    <message>
      <source>middling</source>
      <translation>mittel</translation>
    </message>
    <message>
      <source>Milliseconds between two looks.</source>
      <translation>Millisekunden zwischen zwei Blicken.</translation>
    </message>
    <message>
      <source>Minutes</source>
      <translation>Minuten</translation>
    </message>
    <message>
      <source>Minutes without a question.</source>
      <translation>Minuten ohne eine Frage.</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Modelle</translation>
    </message>
    <message>
      <source>Moment before</source>
      <translation>Moment davor</translation>
    </message>
    <message numerus="yes">
      <source>moments</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Moment</numerusform>
        <numerusform>Momente</numerusform>
      </translation>
    </message>
    <message>
      <source>Monday</source>
      <translation>Montag</translation>
    </message>
    <message>
      <source>Month</source>
      <translation>Monat</translation>
    </message>
    <message numerus="yes">
      <source>more</source>
      <comment>counted</comment>
      <translation>
        <numerusform>weitere</numerusform>
        <numerusform>weitere</numerusform>
      </translation>
    </message>
    <message>
      <source>more</source>
      <translation>mehr</translation>
    </message>
    <message>
      <source>Most tokens of one answer.</source>
      <translation>Höchstzahl der Token einer Antwort.</translation>
    </message>
    <message>
      <source>Narrows the hits below the box</source>
      <translation>Engt die Treffer unter dem Feld ein</translation>
    </message>
    <message>
      <source>NEAREST TO IT</source>
      <translation>AM NÄCHSTEN DARAN</translation>
    </message>
    <message>
      <source>Never captured</source>
      <translation>Nie aufgenommen</translation>
    </message>
    <message>
      <source>New conversation</source>
      <translation>Neues Gespräch</translation>
    </message>
    <message numerus="yes">
      <source>new facts</source>
      <comment>counted</comment>
      <translation>
        <numerusform>neuer Fakt</numerusform>
        <numerusform>neue Fakten</numerusform>
      </translation>
    </message>
    <message>
      <source>New value of</source>
      <translation>Neuer Wert von</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <source>Next moment</source>
      <translation>Nächster Moment</translation>
    </message>
    <message>
      <source>Nightly work</source>
      <translation>Nachtarbeit</translation>
    </message>
    <message>
      <source>Nightly work at</source>
      <translation>Nachtarbeit um</translation>
    </message>
    <message>
      <source>No</source>
      <translation>Nein</translation>
    </message>
    <message>
      <source>No answer.</source>
      <translation>Keine Antwort.</translation>
    </message>
    <message>
      <source>No browser that is known was found.</source>
      <translation>Kein bekannter Browser wurde gefunden.</translation>
    </message>
    <message>
      <source>No events yet. They are drawn at night from what was seen.</source>
      <translation>Noch keine Ereignisse. Sie werden nachts aus dem Gesehenen gewonnen.</translation>
    </message>
    <message>
      <source>No facts yet</source>
      <translation>Noch keine Fakten</translation>
    </message>
    <message>
      <source>No folder is watched. Documents in a watched folder are read and found.</source>
      <translation>Kein Ordner wird beobachtet. Dokumente in einem beobachteten Ordner werden gelesen und gefunden.</translation>
    </message>
    <message>
      <source>no longer</source>
      <translation>nicht mehr</translation>
    </message>
    <message>
      <source>No longer kept.</source>
      <translation>Nicht länger behalten.</translation>
    </message>
    <message>
      <source>No longer pinned.</source>
      <translation>Nicht länger angeheftet.</translation>
    </message>
    <message>
      <source>no longer true</source>
      <translation>nicht mehr wahr</translation>
    </message>
    <message>
      <source>No longer watched. What was read stays.</source>
      <translation>Nicht länger beobachtet. Was gelesen wurde, bleibt.</translation>
    </message>
    <message>
      <source>no model</source>
      <translation>kein Modell</translation>
    </message>
    <message>
      <source>No model: answers quote your memories</source>
      <translation>Kein Modell: Antworten zitieren deine Erinnerungen</translation>
    </message>
    <message>
      <source>No model: answers quote your memories. One can be chosen later.</source>
      <translation>Kein Modell: Antworten zitieren deine Erinnerungen. Eines kann später gewählt werden.</translation>
    </message>
    <message>
      <source>No notes yet</source>
      <translation>Noch keine Notizen</translation>
    </message>
    <message>
      <source>No pictures in this stretch of time</source>
      <translation>Keine Bilder in dieser Zeit</translation>
    </message>
    <message>
      <source>No question and no answer has these words.</source>
      <translation>Keine Frage und keine Antwort hat diese Wörter.</translation>
    </message>
    <message>
      <source>No screen to read</source>
      <translation>Kein Bildschirm zu lesen</translation>
    </message>
    <message>
      <source>No setting is called that.</source>
      <translation>Keine Einstellung heißt so.</translation>
    </message>
    <message>
      <source>No space left on device</source>
      <translation>Kein Platz mehr auf dem Gerät</translation>
    </message>
    <message>
      <source>No such file or directory</source>
      <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
      <source>None known yet</source>
      <translation>Noch keine bekannt</translation>
    </message>
    <message>
      <source>Not a directory</source>
      <translation>Ist kein Ordner</translation>
    </message>
    <message>
      <source>Not allowed yet</source>
      <translation>Noch nicht erlaubt</translation>
    </message>
    <message>
      <source>Not capturing</source>
      <translation>Nimmt nicht auf</translation>
    </message>
    <message>
      <source>Not finished.</source>
      <translation>Nicht fertig geworden.</translation>
    </message>
    <message>
      <source>not found</source>
      <translation>nicht gefunden</translation>
    </message>
    <message>
      <source>Not now</source>
      <translation>Nicht jetzt</translation>
    </message>
    <message>
      <source>Not now: only files and notes</source>
      <translation>Nicht jetzt: nur Dateien und Notizen</translation>
    </message>
    <message>
      <source>not read yet</source>
      <translation>noch nicht gelesen</translation>
    </message>
    <message>
      <source>not there now</source>
      <translation>gerade nicht da</translation>
    </message>
    <message>
      <source>not well</source>
      <translation>nicht in Ordnung</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>Notizen</translation>
    </message>
    <message numerus="yes">
      <source>notes</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Notiz</numerusform>
        <numerusform>Notizen</numerusform>
      </translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>nichts</translation>
    </message>
    <message>
      <source>Nothing can be read until you unlock it.</source>
      <translation>Nichts ist lesbar, bis du aufschließt.</translation>
    </message>
    <message>
      <source>Nothing fades at the next nightly run.</source>
      <translation>In der nächsten Nacht verblasst nichts.</translation>
    </message>
    <message>
      <source>Nothing found by these words. Enter asks.</source>
      <translation>Nichts gefunden mit diesen Wörtern. Enter fragt.</translation>
    </message>
    <message>
      <source>Nothing has been kept yet</source>
      <translation>Noch nichts wurde aufbewahrt</translation>
    </message>
    <message>
      <source>Nothing has been spent yet.</source>
      <translation>Noch nichts wurde verbraucht.</translation>
    </message>
    <message>
      <source>Nothing has to go.</source>
      <translation>Nichts muss weichen.</translation>
    </message>
    <message>
      <source>Nothing I have seen says so.</source>
      <translation>Nichts, was ich gesehen habe, sagt das.</translation>
    </message>
    <message>
      <source>Nothing is captured before you allow it. You can pause or stop at any time, and leave out apps, titles and sites.</source>
      <translation>Nichts wird aufgenommen, bevor du es erlaubst. Du kannst jederzeit pausieren oder aufhören und Apps, Titel und Webseiten auslassen.</translation>
    </message>
    <message>
      <source>Nothing is captured here. Start your own library for that.</source>
      <translation>Hier wird nichts aufgenommen. Lege dafür deine eigene Bibliothek an.</translation>
    </message>
    <message>
      <source>Nothing is left of this moment.</source>
      <translation>Von diesem Moment ist nichts übrig.</translation>
    </message>
    <message>
      <source>nothing new</source>
      <translation>nichts Neues</translation>
    </message>
    <message>
      <source>Nothing was kept here</source>
      <translation>Hier wurde nichts aufbewahrt</translation>
    </message>
    <message>
      <source>Nothing was kept in this time</source>
      <translation>In dieser Zeit wurde nichts aufbewahrt</translation>
    </message>
    <message>
      <source>Nothing was kept on this day</source>
      <translation>An diesem Tag wurde nichts aufbewahrt</translation>
    </message>
    <message>
      <source>Nothing was kept on this day before</source>
      <translation>An diesem Tag wurde früher nichts aufbewahrt</translation>
    </message>
    <message>
      <source>Nothing was known then.</source>
      <translation>Damals war nichts bekannt.</translation>
    </message>
    <message>
      <source>Nothing was withheld so far.</source>
      <translation>Bisher wurde nichts zurückgehalten.</translation>
    </message>
    <message>
      <source>Notifications</source>
      <translation>Benachrichtigungen</translation>
    </message>
    <message>
      <source>November</source>
      <translation>November</translation>
    </message>
    <message>
      <source>Now</source>
      <translation>Jetzt</translation>
    </message>
    <message>
      <source>now</source>
      <translation>jetzt</translation>
    </message>
    <message>
      <source>October</source>
      <translation>Oktober</translation>
    </message>
    <message>
      <source>of</source>
      <translation>von</translation>
    </message>
    <message>
      <source>of one core today</source>
      <translation>eines Kerns heute</translation>
    </message>
    <message>
      <source>Of the window; as the system where it is spoken.</source>
      <translation>Des Fensters; wie das System, wo sie gesprochen wird.</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>Aus</translation>
    </message>
    <message>
      <source>Off forgets a file's text once the file is gone.</source>
      <translation>Aus vergisst den Text einer Datei, sobald sie weg ist.</translation>
    </message>
    <message>
      <source>Off keeps files and notes, without looking.</source>
      <translation>Aus behält Dateien und Notizen, ohne hinzusehen.</translation>
    </message>
    <message>
      <source>On battery</source>
      <translation>Im Akkubetrieb</translation>
    </message>
    <message>
      <source>ON OFFER</source>
      <translation>IM ANGEBOT</translation>
    </message>
    <message>
      <source>ON THIS COMPUTER</source>
      <translation>AUF DIESEM RECHNER</translation>
    </message>
    <message>
      <source>On this day</source>
      <translation>An diesem Tag</translation>
    </message>
    <message>
      <source>Once more</source>
      <translation>Noch einmal</translation>
    </message>
    <message>
      <source>only a small picture is left</source>
      <translation>nur ein kleines Bild ist übrig</translation>
    </message>
    <message>
      <source>Only a small picture is left of this frame.</source>
      <translation>Von diesem Bild ist nur ein kleines übrig.</translation>
    </message>
    <message>
      <source>Only files</source>
      <translation>Nur Dateien</translation>
    </message>
    <message>
      <source>Only one app</source>
      <translation>Nur eine App</translation>
    </message>
    <message>
      <source>Only one person</source>
      <translation>Nur eine Person</translation>
    </message>
    <message>
      <source>Only the newest picture of each window is read.</source>
      <translation>Nur das neueste Bild jedes Fensters wird gelesen.</translation>
    </message>
    <message>
      <source>Only this moment</source>
      <translation>Nur dieser Moment</translation>
    </message>
    <message>
      <source>Only today</source>
      <translation>Nur heute</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <source>Open Afterimage</source>
      <translation>Afterimage öffnen</translation>
    </message>
    <message>
      <source>Open again</source>
      <translation>Wieder offen</translation>
    </message>
    <message>
      <source>OPEN COMMITMENTS</source>
      <translation>OFFENE ZUSAGEN</translation>
    </message>
    <message>
      <source>Open commitments</source>
      <translation>Offene Zusagen</translation>
    </message>
    <message>
      <source>Open file ↗</source>
      <translation>Datei öffnen ↗</translation>
    </message>
    <message>
      <source>Open page ↗</source>
      <translation>Seite öffnen ↗</translation>
    </message>
    <message>
      <source>Open Settings</source>
      <translation>Einstellungen öffnen</translation>
    </message>
    <message>
      <source>Open source</source>
      <translation>Quelle öffnen</translation>
    </message>
    <message>
      <source>Open Sources</source>
      <translation>Quellen öffnen</translation>
    </message>
    <message>
      <source>Open this moment</source>
      <translation>Diesen Moment öffnen</translation>
    </message>
    <message>
      <source>Open ↗</source>
      <translation>Öffnen ↗</translation>
    </message>
    <message>
      <source>Opening your library…</source>
      <translation>Deine Bibliothek wird geöffnet…</translation>
    </message>
    <message>
      <source>Opening…</source>
      <translation>Wird geöffnet…</translation>
    </message>
    <message>
      <source>OpenRecall, screenpipe, ActivityWatch, JSON Lines</source>
      <translation>OpenRecall, screenpipe, ActivityWatch, JSON Lines</translation>
    </message>
    <message>
      <source>Opens</source>
      <translation>Öffnet</translation>
    </message>
    <message>
      <source>Operation not permitted</source>
      <translation>Nicht erlaubt</translation>
    </message>
    <message>
      <source>or</source>
      <translation>oder</translation>
    </message>
    <message>
      <source>Other</source>
      <translation>Andere</translation>
    </message>
    <message>
      <source>overdue</source>
      <translation>überfällig</translation>
    </message>
    <message>
      <source>packing pictures</source>
      <translation>Bilder packen</translation>
    </message>
    <message>
      <source>Page</source>
      <translation>Seite</translation>
    </message>
    <message>
      <source>Pages of these sites (or below them) are not captured.</source>
      <translation>Seiten dieser Adressen (oder darunter) werden nicht aufgenommen.</translation>
    </message>
    <message>
      <source>Part of the frame</source>
      <translation>Ausschnitt des Bildes</translation>
    </message>
    <message>
      <source>Passphrase</source>
      <translation>Passphrase</translation>
    </message>
    <message>
      <source>Passphrase or recovery code</source>
      <translation>Passphrase oder Wiederherstellungscode</translation>
    </message>
    <message>
      <source>Password managers</source>
      <translation>Passwortmanager</translation>
    </message>
    <message>
      <source>Password managers, private windows, cards and keys are left out before it is written.</source>
      <translation>Passwortmanager, private Fenster, Karten und Schlüssel werden ausgelassen, bevor etwas geschrieben wird.</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Pausieren</translation>
    </message>
    <message>
      <source>Pause below</source>
      <translation>Pausieren unter</translation>
    </message>
    <message>
      <source>Pause capture</source>
      <translation>Aufnahme pausieren</translation>
    </message>
    <message>
      <source>Pause reading</source>
      <translation>Lesen anhalten</translation>
    </message>
    <message>
      <source>Pause when memory is short</source>
      <translation>Pausieren, wenn Arbeitsspeicher fehlt</translation>
    </message>
    <message>
      <source>Pause when the disk is full</source>
      <translation>Pausieren, wenn der Datenträger voll ist</translation>
    </message>
    <message>
      <source>Paused</source>
      <translation>Pausiert</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>angehalten</translation>
    </message>
    <message>
      <source>Pause…</source>
      <translation>Pausieren…</translation>
    </message>
    <message>
      <source>People</source>
      <translation>Personen</translation>
    </message>
    <message>
      <source>Percent of battery below which nothing is captured.</source>
      <translation>Prozent des Akkus, unter denen nichts aufgenommen wird.</translation>
    </message>
    <message>
      <source>Percent of one core for watched folders, as a mean over ten minutes; what is over waits.</source>
      <translation>Prozent eines Kerns für beobachtete Ordner, im Mittel über zehn Minuten; was darüber liegt, wartet.</translation>
    </message>
    <message>
      <source>Percent of one core, as a mean over ten minutes; what is over waits.</source>
      <translation>Prozent eines Kerns, im Mittel über zehn Minuten; was darüber ist, wartet.</translation>
    </message>
    <message>
      <source>Percent of that budget while not on mains power.</source>
      <translation>Prozent dieses Budgets ohne Netzstrom.</translation>
    </message>
    <message>
      <source>Percent.</source>
      <translation>Prozent.</translation>
    </message>
    <message>
      <source>Permission denied</source>
      <translation>Keine Berechtigung</translation>
    </message>
    <message>
      <source>Picture</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>pictures</source>
      <translation>Bilder</translation>
    </message>
    <message numerus="yes">
      <source>pictures</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Bild</numerusform>
        <numerusform>Bilder</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>pieces of text</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Textstück</numerusform>
        <numerusform>Textstücke</numerusform>
      </translation>
    </message>
    <message>
      <source>Pin</source>
      <translation>Anheften</translation>
    </message>
    <message>
      <source>Pin this moment</source>
      <translation>Diesen Moment anheften</translation>
    </message>
    <message>
      <source>Pin what this rests on</source>
      <translation>Anheften, worauf das beruht</translation>
    </message>
    <message>
      <source>pinned</source>
      <translation>angeheftet</translation>
    </message>
    <message>
      <source>Pinned: it never fades.</source>
      <translation>Angeheftet: Es verblasst nie.</translation>
    </message>
    <message>
      <source>Pinned: its sources never fade.</source>
      <translation>Angeheftet: Die Quellen verblassen nie.</translation>
    </message>
    <message>
      <source>Pinned: this never fades.</source>
      <translation>Angeheftet: Das verblasst nie.</translation>
    </message>
    <message>
      <source>Pinned: what this rests on never fades.</source>
      <translation>Angeheftet: Worauf das beruht, verblasst nie.</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>Orte</translation>
    </message>
    <message>
      <source>Play</source>
      <translation>Abspielen</translation>
    </message>
    <message>
      <source>Privacy</source>
      <translation>Privatsphäre</translation>
    </message>
    <message>
      <source>private window</source>
      <translation>privates Fenster</translation>
    </message>
    <message>
      <source>private windows</source>
      <translation>private Fenster</translation>
    </message>
    <message>
      <source>Private, incognito and InPrivate windows, Tor Browser.</source>
      <translation>Private, Inkognito- und InPrivate-Fenster, Tor Browser.</translation>
    </message>
    <message>
      <source>Problems</source>
      <translation>Probleme</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Fortschritt</translation>
    </message>
    <message>
      <source>Prompt budget</source>
      <translation>Budget der Eingabe</translation>
    </message>
    <message numerus="yes">
      <source>questions</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Frage</numerusform>
        <numerusform>Fragen</numerusform>
      </translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>quoted, no model</source>
      <translation>zitiert, kein Modell</translation>
    </message>
    <message>
      <source>read</source>
      <translation>gelesen</translation>
    </message>
    <message>
      <source>Read browser histories</source>
      <translation>Verläufe der Browser lesen</translation>
    </message>
    <message>
      <source>Read histories now</source>
      <translation>Verläufe jetzt lesen</translation>
    </message>
    <message>
      <source>Read inside archives</source>
      <translation>In Archiven lesen</translation>
    </message>
    <message>
      <source>Read now</source>
      <translation>Jetzt lesen</translation>
    </message>
    <message>
      <source>Read on</source>
      <translation>Weiterlesen</translation>
    </message>
    <message>
      <source>Read pictures and scans</source>
      <translation>Bilder und Scans lesen</translation>
    </message>
    <message>
      <source>Read up to</source>
      <translation>Gelesen bis</translation>
    </message>
    <message>
      <source>read up to</source>
      <translation>gelesen bis</translation>
    </message>
    <message>
      <source>Read what programs tell</source>
      <translation>Lesen, was Programme mitteilen</translation>
    </message>
    <message>
      <source>Read-only file system</source>
      <translation>Nur lesbarer Datenträger</translation>
    </message>
    <message>
      <source>reading</source>
      <translation>lesen</translation>
    </message>
    <message>
      <source>reading files</source>
      <translation>Dateien lesen</translation>
    </message>
    <message>
      <source>Reading is</source>
      <translation>Das Lesen ist</translation>
    </message>
    <message>
      <source>Recalling…</source>
      <translation>Es wird erinnert…</translation>
    </message>
    <message>
      <source>RECENTLY</source>
      <translation>KÜRZLICH</translation>
    </message>
    <message>
      <source>recommended</source>
      <translation>empfohlen</translation>
    </message>
    <message>
      <source>Recovery code</source>
      <translation>Wiederherstellungscode</translation>
    </message>
    <message>
      <source>Remember this</source>
      <translation>Das merken</translation>
    </message>
    <message>
      <source>Remembered.</source>
      <translation>Gemerkt.</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Remove secrets</source>
      <translation>Geheimnisse entfernen</translation>
    </message>
    <message>
      <source>removing secrets</source>
      <translation>Geheimnisse entfernen</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>Zurücksetzen</translation>
    </message>
    <message>
      <source>Reset what is left out</source>
      <translation>Zurücksetzen, was ausgelassen wird</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <source>Resume capture</source>
      <translation>Aufnahme fortsetzen</translation>
    </message>
    <message>
      <source>Retry</source>
      <translation>Noch einmal</translation>
    </message>
    <message>
      <source>Retry all</source>
      <translation>Alle noch einmal</translation>
    </message>
    <message>
      <source>Retry all that could not be read</source>
      <translation>Alles noch einmal lesen, was nicht gelesen werden konnte</translation>
    </message>
    <message>
      <source>Room for what waits</source>
      <translation>Platz für Wartendes</translation>
    </message>
    <message>
      <source>Rules as in a .gitignore file, one a line: a name, “*.log”, “/drafts/”, “!keep.log”. Hidden and system folders are left out anyway.</source>
      <translation>Regeln wie in einer .gitignore-Datei, eine je Zeile: ein Name, „*.log“, „/drafts/“, „!keep.log“. Versteckte Ordner und Systemordner bleiben ohnehin außen vor.</translation>
    </message>
    <message>
      <source>Run now</source>
      <translation>Jetzt ausführen</translation>
    </message>
    <message>
      <source>Sample library</source>
      <translation>Beispielbibliothek</translation>
    </message>
    <message>
      <source>Saturday</source>
      <translation>Samstag</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <source>Saved. What the note said before is forgotten.</source>
      <translation>Gespeichert. Was die Notiz vorher sagte, ist vergessen.</translation>
    </message>
    <message>
      <source>Saving…</source>
      <translation>Speichert…</translation>
    </message>
    <message>
      <source>Screen</source>
      <translation>Bildschirm</translation>
    </message>
    <message numerus="yes">
      <source>screens</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Bildschirm</numerusform>
        <numerusform>Bildschirme</numerusform>
      </translation>
    </message>
    <message>
      <source>Search faded memories</source>
      <translation>Verblasste Erinnerungen durchsuchen</translation>
    </message>
    <message>
      <source>Search for this</source>
      <translation>Danach suchen</translation>
    </message>
    <message>
      <source>Searchable memories</source>
      <translation>Durchsuchbare Erinnerungen</translation>
    </message>
    <message>
      <source>Seconds after which a file is set aside.</source>
      <translation>Sekunden, nach denen eine Datei zurückgestellt wird.</translation>
    </message>
    <message>
      <source>Seconds of idleness that end an event.</source>
      <translation>Sekunden der Untätigkeit, die ein Ereignis beenden.</translation>
    </message>
    <message>
      <source>Seconds without a key or the mouse.</source>
      <translation>Sekunden ohne Taste oder Maus.</translation>
    </message>
    <message>
      <source>secret blacked out</source>
      <translation>Geheimnis geschwärzt</translation>
    </message>
    <message>
      <source>See one app only</source>
      <translation>Nur eine App sehen</translation>
    </message>
    <message>
      <source>See one kind only</source>
      <translation>Nur eine Art sehen</translation>
    </message>
    <message>
      <source>See one person only</source>
      <translation>Nur eine Person sehen</translation>
    </message>
    <message>
      <source>September</source>
      <translation>September</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Settle</source>
      <translation>Entscheiden</translation>
    </message>
    <message>
      <source>settle</source>
      <translation>entscheiden</translation>
    </message>
    <message>
      <source>Settled</source>
      <translation>Entschieden</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <source>Show advanced</source>
      <translation>Mehr zeigen</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>Alle zeigen</translation>
    </message>
    <message>
      <source>Show fewer</source>
      <translation>Weniger zeigen</translation>
    </message>
    <message>
      <source>Show less</source>
      <translation>Weniger zeigen</translation>
    </message>
    <message>
      <source>Show more</source>
      <translation>Mehr zeigen</translation>
    </message>
    <message>
      <source>Show on the timeline</source>
      <translation>Auf der Zeitleiste zeigen</translation>
    </message>
    <message>
      <source>since</source>
      <translation>seit</translation>
    </message>
    <message>
      <source>slow</source>
      <translation>langsam</translation>
    </message>
    <message numerus="yes">
      <source>small pictures</source>
      <comment>counted</comment>
      <translation>
        <numerusform>kleines Bild</numerusform>
        <numerusform>kleine Bilder</numerusform>
      </translation>
    </message>
    <message>
      <source>so far</source>
      <translation>bisher</translation>
    </message>
    <message>
      <source>Something went wrong inside Afterimage. Nothing of yours was lost.</source>
      <translation>In Afterimage ist etwas schiefgegangen. Nichts von dir ging verloren.</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>Quelle</translation>
    </message>
    <message>
      <source>Sources</source>
      <translation>Quellen</translation>
    </message>
    <message numerus="yes">
      <source>sources</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Quelle</numerusform>
        <numerusform>Quellen</numerusform>
      </translation>
    </message>
    <message>
      <source>sources disagree</source>
      <translation>Quellen widersprechen sich</translation>
    </message>
    <message>
      <source>Space for searchable memories</source>
      <translation>Platz für durchsuchbare Erinnerungen</translation>
    </message>
    <message>
      <source>Space for vivid memories</source>
      <translation>Platz für lebendige Erinnerungen</translation>
    </message>
    <message>
      <source>Spare the battery</source>
      <translation>Den Akku schonen</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Tempo</translation>
    </message>
    <message>
      <source>Start at login</source>
      <translation>Beim Anmelden starten</translation>
    </message>
    <message>
      <source>Start my own library</source>
      <translation>Meine eigene Bibliothek anlegen</translation>
    </message>
    <message>
      <source>still to read</source>
      <translation>noch zu lesen</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Stopp</translation>
    </message>
    <message>
      <source>stop</source>
      <translation>anhalten</translation>
    </message>
    <message>
      <source>Stop and withdraw consent</source>
      <translation>Aufhören und Einwilligung zurücknehmen</translation>
    </message>
    <message>
      <source>Stop the answer</source>
      <translation>Antwort anhalten</translation>
    </message>
    <message>
      <source>Stop the download</source>
      <translation>Download anhalten</translation>
    </message>
    <message>
      <source>Stop watching</source>
      <translation>Nicht mehr beobachten</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>angehalten</translation>
    </message>
    <message>
      <source>Stopped.</source>
      <translation>Angehalten.</translation>
    </message>
    <message>
      <source>Stopped. What came is kept and gone on with.</source>
      <translation>Angehalten. Was da ist, bleibt und wird fortgesetzt.</translation>
    </message>
    <message>
      <source>Stopped. What was done stays; the rest is done next time.</source>
      <translation>Angehalten. Getanes bleibt; der Rest folgt beim nächsten Mal.</translation>
    </message>
    <message>
      <source>Stopped. What was found so far stands above.</source>
      <translation>Angehalten. Was bis dahin gefunden wurde, steht darüber.</translation>
    </message>
    <message>
      <source>Storage</source>
      <translation>Speicher</translation>
    </message>
    <message>
      <source>storing</source>
      <translation>speichern</translation>
    </message>
    <message>
      <source>Strength</source>
      <translation>Stärke</translation>
    </message>
    <message>
      <source>SUBJECTS</source>
      <translation>THEMEN</translation>
    </message>
    <message>
      <source>Subjects</source>
      <translation>Themen</translation>
    </message>
    <message>
      <source>Sunday</source>
      <translation>Sonntag</translation>
    </message>
    <message>
      <source>Switch it on for all programs</source>
      <translation>Für alle Programme einschalten</translation>
    </message>
    <message>
      <source>Switches on assistive technology for the desktop while Afterimage runs, since most programs tell nothing otherwise. Programs may become slower; restart those that are open.</source>
      <translation>Schaltet Hilfstechnik für den Desktop ein, solange Afterimage läuft, da die meisten Programme sonst nichts mitteilen. Programme können langsamer werden; starte offene neu.</translation>
    </message>
    <message>
      <source>System</source>
      <translation>System</translation>
    </message>
    <message>
      <source>Tags</source>
      <translation>Schlagwörter</translation>
    </message>
    <message>
      <source>Tags, such as: garden, plan</source>
      <translation>Schlagwörter, etwa: garten, plan</translation>
    </message>
    <message>
      <source>Taken as:</source>
      <translation>Verstanden als:</translation>
    </message>
    <message>
      <source>Text</source>
      <translation>Text</translation>
    </message>
    <message>
      <source>Text and pictures that are copied, from programs that you do not exclude. What programs mark as a password is left alone, and secrets are blacked out.</source>
      <translation>Text und Bilder, die kopiert werden, aus Programmen, die du nicht ausschließt. Was Programme als Passwort kennzeichnen, bleibt unberührt, und Geheimnisse werden geschwärzt.</translation>
    </message>
    <message>
      <source>Text size</source>
      <translation>Textgröße</translation>
    </message>
    <message>
      <source>the app</source>
      <translation>die App</translation>
    </message>
    <message>
      <source>The budget is reached on</source>
      <translation>Das Budget ist erreicht am</translation>
    </message>
    <message>
      <source>THE DAY IN WORDS</source>
      <translation>DER TAG IN WORTEN</translation>
    </message>
    <message>
      <source>The details are in the log. Trying again may help.</source>
      <translation>Einzelheiten stehen im Protokoll. Ein neuer Versuch kann helfen.</translation>
    </message>
    <message>
      <source>The disk is full.</source>
      <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
      <source>The file has changed since: this is the version that was read.</source>
      <translation>Die Datei hat sich seitdem geändert: Das ist die gelesene Fassung.</translation>
    </message>
    <message>
      <source>The file is no longer where it was read.</source>
      <translation>Die Datei ist nicht mehr dort, wo sie gelesen wurde.</translation>
    </message>
    <message>
      <source>The folder is watched; it is being read.</source>
      <translation>Der Ordner wird beobachtet; er wird gerade gelesen.</translation>
    </message>
    <message>
      <source>The key</source>
      <translation>Der Schlüssel</translation>
    </message>
    <message>
      <source>The key comes from this desktop's keyring.</source>
      <translation>Der Schlüssel kommt aus dem Schlüsselbund dieses Desktops.</translation>
    </message>
    <message>
      <source>The library could not be opened</source>
      <translation>Die Bibliothek ließ sich nicht öffnen</translation>
    </message>
    <message>
      <source>The note says again what it said.</source>
      <translation>Die Notiz sagt wieder, was sie sagte.</translation>
    </message>
    <message>
      <source>The notes could not be read</source>
      <translation>Die Notizen ließen sich nicht lesen</translation>
    </message>
    <message>
      <source>The picture has faded away. Its text is still here.</source>
      <translation>Das Bild ist verblasst. Sein Text ist noch hier.</translation>
    </message>
    <message>
      <source>the picture has faded, its text is here</source>
      <translation>das Bild ist verblasst, sein Text ist hier</translation>
    </message>
    <message>
      <source>the site</source>
      <translation>die Webseite</translation>
    </message>
    <message>
      <source>The system refused something that was needed.</source>
      <translation>Das System hat etwas Nötiges verweigert.</translation>
    </message>
    <message>
      <source>The text in pictures, and in scanned pages of PDF files, is recognised.</source>
      <translation>Der Text in Bildern und auf gescannten PDF-Seiten wird erkannt.</translation>
    </message>
    <message>
      <source>The text is on the clipboard.</source>
      <translation>Der Text ist in der Zwischenablage.</translation>
    </message>
    <message>
      <source>The text of the window in front as its program tells it to assistive technology: exact where pixels are hard to read, with the page's address; fields for passwords are painted over. Used where the desktop has it switched on.</source>
      <translation>Der Text des vorderen Fensters, wie sein Programm ihn der Hilfstechnik mitteilt: genau, wo Pixel schwer lesbar sind, mit der Adresse der Seite; Passwortfelder werden übermalt. Genutzt, wo der Desktop es eingeschaltet hat.</translation>
    </message>
    <message>
      <source>The timeline could not be read</source>
      <translation>Die Zeitleiste war nicht lesbar</translation>
    </message>
    <message>
      <source>The two differ.</source>
      <translation>Die beiden sind verschieden.</translation>
    </message>
    <message>
      <source>THE WEEK IN WORDS</source>
      <translation>DIE WOCHE IN WORTEN</translation>
    </message>
    <message>
      <source>The whole thread</source>
      <translation>Der ganze Verlauf</translation>
    </message>
    <message>
      <source>Their text is recognised; the picture is not kept.</source>
      <translation>Ihr Text wird erkannt; das Bild wird nicht behalten.</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>then capture goes on by itself.</source>
      <translation>dann geht die Aufnahme von selbst weiter.</translation>
    </message>
    <message>
      <source>They are listed on the page Memories.</source>
      <translation>Sie stehen auf der Seite Erinnerungen.</translation>
    </message>
    <message numerus="yes">
      <source>things are not well</source>
      <comment>counted</comment>
      <translation>
        <numerusform>Sache ist nicht in Ordnung</numerusform>
        <numerusform>Sachen sind nicht in Ordnung</numerusform>
      </translation>
    </message>
    <message>
      <source>This cannot be undone.</source>
      <translation>Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
      <source>This conversation</source>
      <translation>Dieses Gespräch</translation>
    </message>
    <message>
      <source>This desktop has no keyring that can hold the key</source>
      <translation>Dieser Desktop hat keinen Schlüsselbund für den Schlüssel</translation>
    </message>
    <message>
      <source>This forgets</source>
      <translation>Vergessen werden:</translation>
    </message>
    <message>
      <source>This is a made-up week. Nothing of yours is in it.</source>
      <translation>Das ist eine erfundene Woche. Nichts von dir ist darin.</translation>
    </message>
    <message>
      <source>This is right</source>
      <translation>Das stimmt</translation>
    </message>
    <message>
      <source>This is the only other way in. It is shown once: write it down and keep it away from this computer.</source>
      <translation>Das ist der einzige andere Zugang. Er wird einmal gezeigt: Schreib ihn auf und bewahre ihn fern von diesem Rechner auf.</translation>
    </message>
    <message>
      <source>This moment</source>
      <translation>Dieser Moment</translation>
    </message>
    <message>
      <source>This note</source>
      <translation>Diese Notiz</translation>
    </message>
    <message>
      <source>this program itself</source>
      <translation>dieses Programm selbst</translation>
    </message>
    <message>
      <source>this week</source>
      <translation>diese Woche</translation>
    </message>
    <message>
      <source>Thursday</source>
      <translation>Donnerstag</translation>
    </message>
    <message>
      <source>Tile change</source>
      <translation>Änderung einer Kachel</translation>
    </message>
    <message>
      <source>Tiles for a new frame</source>
      <translation>Kacheln für ein neues Bild</translation>
    </message>
    <message>
      <source>Time for one file</source>
      <translation>Zeit für eine Datei</translation>
    </message>
    <message>
      <source>Timeline</source>
      <translation>Zeitleiste</translation>
    </message>
    <message>
      <source>Title or address</source>
      <translation>Titel oder Adresse</translation>
    </message>
    <message>
      <source>Titles, addresses and descriptions of pages, and searches, from the histories of Firefox and Chromium's family. The texts of pages do not stand there and are not fetched. What you exclude is left out, and private windows stand in no history.</source>
      <translation>Titel, Adressen und Beschreibungen von Seiten sowie Suchen aus den Verläufen von Firefox und der Chromium-Familie. Die Texte der Seiten stehen nicht darin und werden nicht abgerufen. Was du ausschließt, bleibt außen vor; private Fenster stehen in keinem Verlauf.</translation>
    </message>
    <message>
      <source>to</source>
      <translation>bis</translation>
    </message>
    <message>
      <source>Today</source>
      <translation>Heute</translation>
    </message>
    <message>
      <source>today</source>
      <translation>heute</translation>
    </message>
    <message>
      <source>Tokens of question and evidence.</source>
      <translation>Token von Frage und Belegen.</translation>
    </message>
    <message>
      <source>too large for this machine</source>
      <translation>zu groß für diesen Rechner</translation>
    </message>
    <message>
      <source>Too many open files</source>
      <translation>Zu viele offene Dateien</translation>
    </message>
    <message>
      <source>true from</source>
      <translation>gültig von</translation>
    </message>
    <message>
      <source>Try</source>
      <translation>Probieren</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>Noch einmal versuchen</translation>
    </message>
    <message>
      <source>Tuesday</source>
      <translation>Dienstag</translation>
    </message>
    <message>
      <source>two sources disagree</source>
      <translation>zwei Quellen widersprechen sich</translation>
    </message>
    <message>
      <source>Types left out</source>
      <translation>Ausgelassene Dateitypen</translation>
    </message>
    <message>
      <source>understanding</source>
      <translation>verstehen</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <source>unknown error</source>
      <translation>unbekannter Fehler</translation>
    </message>
    <message>
      <source>Unlock</source>
      <translation>Aufschließen</translation>
    </message>
    <message>
      <source>Unpin</source>
      <translation>Lösen</translation>
    </message>
    <message>
      <source>Unpin this moment</source>
      <translation>Diesen Moment lösen</translation>
    </message>
    <message>
      <source>until</source>
      <translation>bis</translation>
    </message>
    <message>
      <source>Until I resume</source>
      <translation>Bis ich fortsetze</translation>
    </message>
    <message>
      <source>until {day}</source>
      <translation>bis {day}</translation>
    </message>
    <message>
      <source>URL of a Chroma server for sealed vectors; empty keeps them here.</source>
      <translation>Adresse eines Chroma-Servers für versiegelte Vektoren; leer behält sie hier.</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>Verwenden</translation>
    </message>
    <message>
      <source>Use the bundled one</source>
      <translation>Das mitgelieferte verwenden</translation>
    </message>
    <message>
      <source>used</source>
      <translation>benutzt</translation>
    </message>
    <message>
      <source>used.</source>
      <translation>belegt.</translation>
    </message>
    <message>
      <source>Vault, index, model, reading, capture, permissions.</source>
      <translation>Tresor, Index, Modell, Lesen, Aufnahme, Rechte.</translation>
    </message>
    <message>
      <source>vivid</source>
      <translation>lebhaft</translation>
    </message>
    <message>
      <source>Vivid memories</source>
      <translation>Lebhafte Erinnerungen</translation>
    </message>
    <message>
      <source>Waiting, you are away</source>
      <translation>Wartet, du bist weg</translation>
    </message>
    <message>
      <source>Waits in the tray, and captures as soon as you log in.</source>
      <translation>Wartet in der Leiste und nimmt auf, sobald du dich anmeldest.</translation>
    </message>
    <message>
      <source>waits to be read</source>
      <translation>wartet darauf, gelesen zu werden</translation>
    </message>
    <message>
      <source>waits to go on</source>
      <translation>wartet darauf, weiterzugehen</translation>
    </message>
    <message>
      <source>waits until capture is allowed</source>
      <translation>wartet, bis die Aufnahme erlaubt ist</translation>
    </message>
    <message>
      <source>Waits until capture is allowed.</source>
      <translation>Wartet, bis die Aufnahme erlaubt ist.</translation>
    </message>
    <message>
      <source>was</source>
      <translation>war</translation>
    </message>
    <message>
      <source>Watch a folder</source>
      <translation>Ordner beobachten</translation>
    </message>
    <message>
      <source>Watch a folder…</source>
      <translation>Ordner beobachten…</translation>
    </message>
    <message>
      <source>Watched folders</source>
      <translation>Beobachtete Ordner</translation>
    </message>
    <message>
      <source>Watching</source>
      <translation>Beobachtet</translation>
    </message>
    <message>
      <source>Watching nothing</source>
      <translation>Beobachtet nichts</translation>
    </message>
    <message>
      <source>Watching the screen</source>
      <translation>Beobachtet den Bildschirm</translation>
    </message>
    <message>
      <source>Wayland tells no program which windows are open: excluded apps, titles, sites and private windows are then captured like all others.</source>
      <translation>Wayland sagt keinem Programm, welche Fenster offen sind: Ausgenommene Apps, Titel, Webseiten und private Fenster werden dann wie alle anderen aufgenommen.</translation>
    </message>
    <message>
      <source>Wednesday</source>
      <translation>Mittwoch</translation>
    </message>
    <message>
      <source>Week</source>
      <translation>Woche</translation>
    </message>
    <message>
      <source>Welcome to Afterimage</source>
      <translation>Willkommen bei Afterimage</translation>
    </message>
    <message>
      <source>well</source>
      <translation>in Ordnung</translation>
    </message>
    <message>
      <source>were kept before.</source>
      <translation>wurden früher behalten.</translation>
    </message>
    <message>
      <source>What did I promise this week?</source>
      <translation>Was habe ich diese Woche versprochen?</translation>
    </message>
    <message>
      <source>What did I work on yesterday?</source>
      <translation>Woran habe ich gestern gearbeitet?</translation>
    </message>
    <message>
      <source>What is captured could not be read</source>
      <translation>Was aufgenommen wird, ließ sich nicht lesen</translation>
    </message>
    <message>
      <source>What is known could not be read</source>
      <translation>Was bekannt ist, war nicht lesbar</translation>
    </message>
    <message>
      <source>What is on your screens is read when it changes, and its text and pictures are kept.</source>
      <translation>Was auf deinen Bildschirmen steht, wird bei Änderungen gelesen; Text und Bilder werden aufbewahrt.</translation>
    </message>
    <message>
      <source>What it costs</source>
      <translation>Was es kostet</translation>
    </message>
    <message>
      <source>What it was read from stays; the fact will not be drawn from it again.</source>
      <translation>Woraus er gelesen wurde, bleibt; der Fakt wird daraus nicht wieder gewonnen.</translation>
    </message>
    <message>
      <source>What should not be forgotten?</source>
      <translation>Was soll nicht vergessen werden?</translation>
    </message>
    <message>
      <source>What they leave out in a watched folder is not read.</source>
      <translation>Was sie in einem beobachteten Ordner auslassen, wird nicht gelesen.</translation>
    </message>
    <message>
      <source>What to look at, and what not</source>
      <translation>Was angesehen wird und was nicht</translation>
    </message>
    <message>
      <source>What you changed is not saved.</source>
      <translation>Was du geändert hast, ist nicht gespeichert.</translation>
    </message>
    <message>
      <source>When and by which rule. What it was is written nowhere.</source>
      <translation>Wann und nach welcher Regel. Was es war, steht nirgends.</translation>
    </message>
    <message>
      <source>When capture stops by itself; “all” also tells in the morning what is due. They never show what was captured.</source>
      <translation>Wenn die Aufnahme von selbst endet; „alle“ sagt morgens auch, was fällig ist. Sie zeigen nie, was aufgenommen wurde.</translation>
    </message>
    <message>
      <source>When no picture is left and the disk budget is still passed, the oldest text goes.</source>
      <translation>Wenn kein Bild mehr übrig und das Speicherbudget noch überschritten ist, geht der älteste Text.</translation>
    </message>
    <message>
      <source>WHERE IT CAME UP</source>
      <translation>WO ES VORKAM</translation>
    </message>
    <message>
      <source>WHERE THIS COMES FROM</source>
      <translation>WOHER DAS KOMMT</translation>
    </message>
    <message>
      <source>Which files did I read last?</source>
      <translation>Welche Dateien habe ich zuletzt gelesen?</translation>
    </message>
    <message>
      <source>While nobody uses the computer, the language model, where one is chosen, reads what is worth most and notes what it states, with the words that say so.</source>
      <translation>Während niemand den Computer benutzt, liest das Sprachmodell, sofern eines gewählt ist, was am meisten wert ist, und notiert, was dort steht, mit den Worten, die es sagen.</translation>
    </message>
    <message>
      <source>Whole frame</source>
      <translation>Ganzes Bild</translation>
    </message>
    <message>
      <source>Windows of these programs are never captured.</source>
      <translation>Fenster dieser Programme werden nie aufgenommen.</translation>
    </message>
    <message>
      <source>Windows whose title contains one of these are not captured; * stands for anything.</source>
      <translation>Fenster, deren Titel eines davon enthält, werden nicht aufgenommen; * steht für alles.</translation>
    </message>
    <message>
      <source>Withheld</source>
      <translation>Zurückgehalten</translation>
    </message>
    <message>
      <source>withheld</source>
      <translation>zurückgehalten</translation>
    </message>
    <message>
      <source>words of the title</source>
      <translation>Wörter des Titels</translation>
    </message>
    <message>
      <source>would be imported</source>
      <translation>würden importiert</translation>
    </message>
    <message>
      <source>Would this window be captured?</source>
      <translation>Würde dieses Fenster aufgenommen?</translation>
    </message>
    <message>
      <source>Write a note</source>
      <translation>Notiz schreiben</translation>
    </message>
    <message>
      <source>Wrong?</source>
      <translation>Falsch?</translation>
    </message>
    <message>
      <source>Years</source>
      <translation>Jahre</translation>
    </message>
    <message>
      <source>Yes</source>
      <translation>Ja</translation>
    </message>
    <message>
      <source>yesterday</source>
      <translation>gestern</translation>
    </message>
    <message>
      <source>You</source>
      <translation>Du</translation>
    </message>
    <message>
      <source>You pause or stop at any time, and forget any hour, app or site everywhere at once.</source>
      <translation>Du kannst jederzeit pausieren oder aufhören und jede Stunde, App oder Webseite überall auf einmal vergessen.</translation>
    </message>
    <message>
      <source>you wrote this</source>
      <translation>von dir geschrieben</translation>
    </message>
    <message>
      <source>Your note</source>
      <translation>Deine Notiz</translation>
    </message>
    <message>
      <source>Your notes never fade.</source>
      <translation>Deine Notizen verblassen nie.</translation>
    </message>
    <message>
      <source>Zoom in (+)</source>
      <translation>Vergrößern (+)</translation>
    </message>
    <message>
      <source>Zoom out (-)</source>
      <translation>Verkleinern (-)</translation>
    </message>
    <message>
      <source>{day} {month}</source>
      <translation>{day}. {month}</translation>
    </message>
    <message>
      <source>{first} to {last}</source>
      <translation>{first} bis {last}</translation>
    </message>
    <message>
      <source>{name} is being prepared: {done} of {total}. Until it is ready, the present one serves.</source>
      <translation>{name} wird vorbereitet: {done} von {total}. Bis es bereit ist, dient das jetzige.</translation>
    </message>
    <message>
      <source>{name} is here now. Press Use to answer with it.</source>
      <translation>{name} ist jetzt da. Drücke Verwenden, um damit zu antworten.</translation>
    </message>
    <message>
      <source>{name} reads {read} and writes {written} tokens a second {device}.</source>
      <translation>{name} liest {read} und schreibt {written} Token je Sekunde {device}.</translation>
    </message>
    <message>
      <source>{weekday}, {day} {month}</source>
      <translation>{weekday}, {day}. {month}</translation>
    </message>
    <message>
      <source>{who} said so {when}</source>
      <translation>{who}: gesagt {when}</translation>
    </message>
  </context>
  <context>
    <name>Engine</name>
    <message>
      <source> ({free} MB left)</source>
      <translation> (noch {free} MB)</translation>
    </message>
    <message>
      <source>1 damaged place.</source>
      <translation>1 beschädigte Stelle.</translation>
    </message>
    <message>
      <source>1 file belongs to nothing.</source>
      <translation>1 Datei gehört zu nichts.</translation>
    </message>
    <message>
      <source>1 file is missing.</source>
      <translation>1 Datei fehlt.</translation>
    </message>
    <message>
      <source>1 memory by words</source>
      <translation>1 Erinnerung nach Wörtern</translation>
    </message>
    <message>
      <source>1 monitor can be captured</source>
      <translation>1 Monitor kann aufgenommen werden</translation>
    </message>
    <message>
      <source>1 text searched for, not found in any file</source>
      <translation>1 Text gesucht, in keiner Datei gefunden</translation>
    </message>
    <message>
      <source>1 unsupported sentence was left out.</source>
      <translation>1 Satz ohne Beleg wurde weggelassen.</translation>
    </message>
    <message>
      <source>1 vector, sealed, by {embedder}</source>
      <translation>1 Vektor, versiegelt, von {embedder}</translation>
    </message>
    <message>
      <source>: it holds no e-mail</source>
      <translation>: Sie enthält keine E-Mail</translation>
    </message>
    <message>
      <source>: it is no e-mail</source>
      <translation>: Sie ist keine E-Mail</translation>
    </message>
    <message>
      <source>: it is no notebook</source>
      <translation>: Sie ist kein Notebook</translation>
    </message>
    <message>
      <source>: it is no rich text</source>
      <translation>: Sie ist kein Rich-Text</translation>
    </message>
    <message>
      <source>`commitments` lists them with their ids.</source>
      <translation>`commitments` listet sie mit ihren Kennungen auf.</translation>
    </message>
    <message>
      <source>`models` lists them.</source>
      <translation>`models` listet sie auf.</translation>
    </message>
    <message>
      <source>`notes` lists them with their ids.</source>
      <translation>`notes` nennt sie mit ihren Nummern.</translation>
    </message>
    <message>
      <source>`sources` lists what is.</source>
      <translation>`sources` zeigt, was beobachtet wird.</translation>
    </message>
    <message>
      <source>a date or time</source>
      <translation>ein Datum oder eine Zeit</translation>
    </message>
    <message>
      <source>a drawn line was misread</source>
      <translation>eine gezeichnete Zeile wurde falsch gelesen</translation>
    </message>
    <message>
      <source>a drawn line was read correctly</source>
      <translation>eine gezeichnete Zeile wurde richtig gelesen</translation>
    </message>
    <message>
      <source>A fact needs a value.</source>
      <translation>Ein Fakt braucht einen Wert.</translation>
    </message>
    <message>
      <source>A frame came in with a wrong size.</source>
      <translation>Ein Bild kam in falscher Größe an.</translation>
    </message>
    <message>
      <source>A memory cannot be older than 1970.</source>
      <translation>Eine Erinnerung kann nicht älter als 1970 sein.</translation>
    </message>
    <message>
      <source>A memory needs a source.</source>
      <translation>Eine Erinnerung braucht eine Quelle.</translation>
    </message>
    <message>
      <source>a number</source>
      <translation>eine Zahl</translation>
    </message>
    <message>
      <source>a passphrase</source>
      <translation>eine Passphrase</translation>
    </message>
    <message>
      <source>A picture or text could not be stored ({strerror}).</source>
      <translation>Ein Bild oder Text konnte nicht gespeichert werden ({strerror}).</translation>
    </message>
    <message>
      <source>a question</source>
      <translation>eine Frage</translation>
    </message>
    <message>
      <source>A recovery code has {LETTERS} letters and digits; this one has {letters}.</source>
      <translation>Ein Wiederherstellungscode hat {LETTERS} Buchstaben und Ziffern; dieser hat {letters}.</translation>
    </message>
    <message>
      <source>A sealed part of the library was changed or damaged and cannot be read.</source>
      <translation>Ein versiegelter Teil der Bibliothek wurde verändert oder beschädigt und ist nicht lesbar.</translation>
    </message>
    <message>
      <source>A search gives 1 to {MOST_RESULTS} results.</source>
      <translation>Eine Suche gibt 1 bis {MOST_RESULTS} Treffer.</translation>
    </message>
    <message>
      <source>A stored picture is damaged and cannot be shown.</source>
      <translation>Ein gespeichertes Bild ist beschädigt und kann nicht gezeigt werden.</translation>
    </message>
    <message>
      <source>A stored picture or text is missing from the library's folder.</source>
      <translation>Ein gespeichertes Bild oder ein Text fehlt im Ordner der Bibliothek.</translation>
    </message>
    <message>
      <source>A tag is one word, such as “garden”.</source>
      <translation>Ein Schlagwort ist ein einziges Wort, etwa „Garten“.</translation>
    </message>
    <message>
      <source>A text could not be checked for secrets and was not stored.</source>
      <translation>Ein Text konnte nicht auf Geheimnisse geprüft werden und wurde nicht gespeichert.</translation>
    </message>
    <message>
      <source>Add Afterimage to the system's own list of programs that start at login.</source>
      <translation>Trage Afterimage in die Liste des Systems ein, welche Programme bei der Anmeldung starten.</translation>
    </message>
    <message>
      <source>Afterimage already has this library open (process {holder}).</source>
      <translation>Afterimage hat diese Bibliothek schon geöffnet (Prozess {holder}).</translation>
    </message>
    <message>
      <source>Agree to capture, and switch on “Read browser histories”.</source>
      <translation>Stimme der Aufnahme zu und schalte „Verläufe der Browser lesen“ ein.</translation>
    </message>
    <message>
      <source>Allow it in Settings → Apps → Afterimage → Screenshots</source>
      <translation>Erlaube es unter Einstellungen → Apps → Afterimage → Bildschirmfotos</translation>
    </message>
    <message>
      <source>Allow it in System Settings → Privacy &amp; Security → Screen Recording, then start it again.</source>
      <translation>Erlaube es unter Systemeinstellungen → Datenschutz &amp; Sicherheit → Bildschirmaufnahme und starte es neu.</translation>
    </message>
    <message>
      <source>Allow it in System Settings → Security &amp; Privacy → Application Permissions</source>
      <translation>Erlaube es unter Systemeinstellungen → Sicherheit &amp; Privatsphäre → Anwendungsberechtigungen</translation>
    </message>
    <message>
      <source>Allow it the session bus and the portal (Flatseal shows the switches), then switch “Capture the screen” off and on.</source>
      <translation>Erlaube ihm den Sitzungsbus und das Portal (Flatseal zeigt die Schalter), dann schalte „Bildschirm aufnehmen“ aus und wieder ein.</translation>
    </message>
    <message>
      <source>Allow screen recording for this program in the system's privacy settings.</source>
      <translation>Erlaube diesem Programm in den Datenschutzeinstellungen des Systems die Bildschirmaufnahme.</translation>
    </message>
    <message>
      <source>Allow screenshots for it in the desktop's settings</source>
      <translation>Erlaube ihm Bildschirmfotos in den Einstellungen des Desktops</translation>
    </message>
    <message>
      <source>Another program uses these keys already.</source>
      <translation>Ein anderes Programm benutzt diese Tasten schon.</translation>
    </message>
    <message>
      <source>Answer its question if it shows one, or restart it: systemctl --user restart xdg-desktop-portal</source>
      <translation>Beantworte seine Frage, wenn es eine zeigt, oder starte es neu: systemctl --user restart xdg-desktop-portal</translation>
    </message>
    <message>
      <source>answers a question</source>
      <translation>beantwortet eine Frage</translation>
    </message>
    <message>
      <source>answers are written by {name}</source>
      <translation>Antworten schreibt {name}</translation>
    </message>
    <message>
      <source>Answers quote what you saw.</source>
      <translation>Antworten zitieren, was du gesehen hast.</translation>
    </message>
    <message>
      <source>Archives inside archives inside archives are not opened.</source>
      <translation>Archive in Archiven in Archiven werden nicht geöffnet.</translation>
    </message>
    <message>
      <source>Ask again, or choose another model.</source>
      <translation>Frag noch einmal oder wähle ein anderes Modell.</translation>
    </message>
    <message>
      <source>Ask again.</source>
      <translation>Frag noch einmal.</translation>
    </message>
    <message>
      <source>at {cue}</source>
      <translation>bei {cue}</translation>
    </message>
    <message>
      <source>Backing up</source>
      <translation>Wird gesichert</translation>
    </message>
    <message>
      <source>bank account</source>
      <translation>Bankkonto</translation>
    </message>
    <message>
      <source>beside a match</source>
      <translation>neben einem Treffer</translation>
    </message>
    <message>
      <source>Browser histories are not read.</source>
      <translation>Verläufe der Browser werden nicht gelesen.</translation>
    </message>
    <message>
      <source>Capture</source>
      <translation>Die Aufnahme</translation>
    </message>
    <message>
      <source>Capture is paused, but that could not be written down ({strerror}).</source>
      <translation>Die Aufnahme ist angehalten, aber das ließ sich nicht festhalten ({strerror}).</translation>
    </message>
    <message>
      <source>Capture stays paused ({strerror}).</source>
      <translation>Die Aufnahme bleibt angehalten ({strerror}).</translation>
    </message>
    <message>
      <source>card</source>
      <translation>Karte</translation>
    </message>
    <message>
      <source>cell {number}</source>
      <translation>Zelle {number}</translation>
    </message>
    <message>
      <source>chapter {number}</source>
      <translation>Kapitel {number}</translation>
    </message>
    <message>
      <source>chats</source>
      <translation>Chats</translation>
    </message>
    <message>
      <source>Check its date.</source>
      <translation>Prüfe ihr Datum.</translation>
    </message>
    <message>
      <source>Check that it exists and that you may read it.</source>
      <translation>Prüfe, ob sie da ist und du sie lesen darfst.</translation>
    </message>
    <message>
      <source>Check that the desktop runs and that this user may use it (xhost, XAUTHORITY).</source>
      <translation>Prüfe, ob der Desktop läuft und dieser Benutzer ihn benutzen darf (xhost, XAUTHORITY).</translation>
    </message>
    <message>
      <source>Check that the desktop runs.</source>
      <translation>Prüfe, ob der Desktop läuft.</translation>
    </message>
    <message>
      <source>Check that you may read it.</source>
      <translation>Prüfe, ob du sie lesen darfst.</translation>
    </message>
    <message>
      <source>Check the folder's permissions and the free space.</source>
      <translation>Prüfe die Rechte des Ordners und den freien Platz.</translation>
    </message>
    <message>
      <source>Check the free space and the folder's permissions.</source>
      <translation>Prüfe den freien Platz und die Rechte des Ordners.</translation>
    </message>
    <message>
      <source>Check the path after --key-file.</source>
      <translation>Prüfe den Pfad hinter --key-file.</translation>
    </message>
    <message>
      <source>Check the permissions of {parent}.</source>
      <translation>Prüfe die Rechte von {parent}.</translation>
    </message>
    <message>
      <source>Check the place and its space.</source>
      <translation>Prüfe den Ort und seinen freien Platz.</translation>
    </message>
    <message>
      <source>Checking</source>
      <translation>Wird geprüft</translation>
    </message>
    <message>
      <source>Choose a file that ends in .gguf in Settings.</source>
      <translation>Wähle in den Einstellungen eine Datei, die auf .gguf endet.</translation>
    </message>
    <message>
      <source>Choose a folder.</source>
      <translation>Wähle einen Ordner.</translation>
    </message>
    <message>
      <source>Choose a GGUF file made for embeddings, such as a BERT or a Nomic one.</source>
      <translation>Wähle eine GGUF-Datei für Einbettungen, etwa BERT oder Nomic.</translation>
    </message>
    <message>
      <source>Choose a smaller model in Settings.</source>
      <translation>Wähle in den Einstellungen ein kleineres Modell.</translation>
    </message>
    <message>
      <source>Choose a smaller model.</source>
      <translation>Wähle ein kleineres Modell.</translation>
    </message>
    <message>
      <source>Choose a text (instruct) model in Settings.</source>
      <translation>Wähle in den Einstellungen ein Textmodell (Instruct).</translation>
    </message>
    <message>
      <source>Choose another file in Settings.</source>
      <translation>Wähle in den Einstellungen eine andere Datei.</translation>
    </message>
    <message>
      <source>Choose another in Settings.</source>
      <translation>Wähle in den Einstellungen etwas anderes.</translation>
    </message>
    <message>
      <source>Choose another model in Settings.</source>
      <translation>Wähle in den Einstellungen ein anderes Modell.</translation>
    </message>
    <message>
      <source>Choose another model, or a GGUF file.</source>
      <translation>Wähle ein anderes Modell oder eine GGUF-Datei.</translation>
    </message>
    <message>
      <source>Choose another model, or download the GGUF file yourself.</source>
      <translation>Wähle ein anderes Modell oder lade die GGUF-Datei selbst herunter.</translation>
    </message>
    <message>
      <source>Choose another model.</source>
      <translation>Wähle ein anderes Modell.</translation>
    </message>
    <message>
      <source>Choose another with --data-dir, or correct its permissions.</source>
      <translation>Wähle mit --data-dir einen anderen oder berichtige seine Rechte.</translation>
    </message>
    <message>
      <source>Choose at least one when it asks; switch “Capture the screen” off and on.</source>
      <translation>Wähle mindestens einen, wenn es fragt; schalte „Bildschirm aufnehmen“ aus und wieder ein.</translation>
    </message>
    <message>
      <source>Choose one in Settings.</source>
      <translation>Wähle eines in den Einstellungen.</translation>
    </message>
    <message>
      <source>Choose one of several words.</source>
      <translation>Wähle eine aus mehreren Wörtern.</translation>
    </message>
    <message>
      <source>Choose or download one first.</source>
      <translation>Wähle erst eines oder lade eines herunter.</translation>
    </message>
    <message>
      <source>Choose others in Settings.</source>
      <translation>Wähle andere in den Einstellungen.</translation>
    </message>
    <message>
      <source>Choose such a number.</source>
      <translation>Wähle eine solche Zahl.</translation>
    </message>
    <message>
      <source>Choose the file again in Settings.</source>
      <translation>Wähle die Datei in den Einstellungen noch einmal.</translation>
    </message>
    <message>
      <source>chosen file</source>
      <translation>gewählte Datei</translation>
    </message>
    <message>
      <source>clipboard</source>
      <translation>Zwischenablage</translation>
    </message>
    <message>
      <source>Close its program first.</source>
      <translation>Schließe erst ihr Programm.</translation>
    </message>
    <message>
      <source>Close other programs so that {memory_kib} MB are free, and try again.</source>
      <translation>Schließe andere Programme, bis {memory_kib} MB frei sind, und versuch es noch einmal.</translation>
    </message>
    <message>
      <source>Close that program and try again.</source>
      <translation>Schließe dieses Programm und versuch es noch einmal.</translation>
    </message>
    <message>
      <source>code</source>
      <translation>Code</translation>
    </message>
    <message>
      <source>comes with a picture</source>
      <translation>hat ein Bild</translation>
    </message>
    <message>
      <source>Compare it with your note, group by group.</source>
      <translation>Vergleiche ihn Gruppe für Gruppe mit deiner Notiz.</translation>
    </message>
    <message>
      <source>database</source>
      <translation>Datenbank</translation>
    </message>
    <message>
      <source>dates</source>
      <translation>Daten</translation>
    </message>
    <message>
      <source>deciding what fades</source>
      <translation>entscheidet, was verblasst</translation>
    </message>
    <message>
      <source>Download it again.</source>
      <translation>Lade es noch einmal herunter.</translation>
    </message>
    <message>
      <source>English</source>
      <translation>Englisch</translation>
    </message>
    <message>
      <source>English, French, Spanish, German, Italian, Portuguese</source>
      <translation>Englisch, Französisch, Spanisch, Deutsch, Italienisch, Portugiesisch</translation>
    </message>
    <message>
      <source>English, German, Spanish, French, Italian, Portuguese, Dutch, Czech, Arabic, Japanese, Korean, Chinese</source>
      <translation>Englisch, Deutsch, Spanisch, Französisch, Italienisch, Portugiesisch, Niederländisch, Tschechisch, Arabisch, Japanisch, Koreanisch, Chinesisch</translation>
    </message>
    <message>
      <source>environment variable</source>
      <translation>Umgebungsvariable</translation>
    </message>
    <message>
      <source>every file is there and sealed</source>
      <translation>jede Datei ist da und versiegelt</translation>
    </message>
    <message>
      <source>every page is whole and encrypted</source>
      <translation>jede Seite ist heil und verschlüsselt</translation>
    </message>
    <message>
      <source>exactly: {text}</source>
      <translation>genau: {text}</translation>
    </message>
    <message>
      <source>Exporting</source>
      <translation>Wird exportiert</translation>
    </message>
    <message>
      <source>fading pictures</source>
      <translation>lässt Bilder verblassen</translation>
    </message>
    <message>
      <source>files</source>
      <translation>Dateien</translation>
    </message>
    <message>
      <source>finding repetitions</source>
      <translation>findet Wiederholungen</translation>
    </message>
    <message>
      <source>finding what says the same</source>
      <translation>findet, was dasselbe sagt</translation>
    </message>
    <message>
      <source>Free some room and go on: what came is kept.</source>
      <translation>Schaffe Platz und mach weiter: Was da ist, bleibt.</translation>
    </message>
    <message>
      <source>Free some room, or choose a smaller model.</source>
      <translation>Schaffe Platz oder wähle ein kleineres Modell.</translation>
    </message>
    <message>
      <source>Free some space on the disk; nothing was changed.</source>
      <translation>Schaffe Platz auf der Festplatte; nichts wurde geändert.</translation>
    </message>
    <message>
      <source>Free some space, or choose another data folder.</source>
      <translation>Schaffe Platz oder wähle einen anderen Datenordner.</translation>
    </message>
    <message>
      <source>full text</source>
      <translation>Volltext</translation>
    </message>
    <message>
      <source>Give a word, a name or a time.</source>
      <translation>Gib ein Wort, einen Namen oder eine Zeit an.</translation>
    </message>
    <message>
      <source>Give at least one word.</source>
      <translation>Gib mindestens ein Wort an.</translation>
    </message>
    <message>
      <source>Go on when you are connected: what came is kept.</source>
      <translation>Mach weiter, wenn du verbunden bist: Was da ist, bleibt.</translation>
    </message>
    <message>
      <source>I have not seen anything from that time.</source>
      <translation>Aus dieser Zeit habe ich nichts gesehen.</translation>
    </message>
    <message>
      <source>I have not seen anything that answers this.</source>
      <translation>Ich habe nichts gesehen, das darauf antwortet.</translation>
    </message>
    <message>
      <source>Importing from {program}</source>
      <translation>Wird importiert aus {program}</translation>
    </message>
    <message>
      <source>In the desktop's own keyboard settings, give a shortcut to the command: afterimage --ask</source>
      <translation>Lege in den Tastatureinstellungen des Desktops ein Kürzel auf den Befehl: afterimage --ask</translation>
    </message>
    <message>
      <source>in use</source>
      <translation>in Gebrauch</translation>
    </message>
    <message>
      <source>in use through UI Automation</source>
      <translation>in Gebrauch über UI Automation</translation>
    </message>
    <message>
      <source>in use while capturing: it is switched on for this desktop meanwhile</source>
      <translation>in Gebrauch während der Aufnahme: sie ist für diesen Desktop solange eingeschaltet</translation>
    </message>
    <message>
      <source>in use: assistive technology is switched on for this desktop</source>
      <translation>in Gebrauch: Bedienungshilfen sind für diesen Desktop eingeschaltet</translation>
    </message>
    <message>
      <source>Install gstreamer1.0-tools and gstreamer1.0-pipewire.</source>
      <translation>Installiere gstreamer1.0-tools und gstreamer1.0-pipewire.</translation>
    </message>
    <message>
      <source>Install pyobjc-framework-Cocoa.</source>
      <translation>Installiere pyobjc-framework-Cocoa.</translation>
    </message>
    <message>
      <source>Install pyobjc-framework-Quartz.</source>
      <translation>Installiere pyobjc-framework-Quartz.</translation>
    </message>
    <message>
      <source>Install the newest version; nothing was changed.</source>
      <translation>Installiere die neueste Version; nichts wurde geändert.</translation>
    </message>
    <message>
      <source>Install the program again.</source>
      <translation>Installiere das Programm neu.</translation>
    </message>
    <message>
      <source>Install {package} (or a newer one) and log in again.</source>
      <translation>Installiere {package} (oder eine neuere Version) und melde dich neu an.</translation>
    </message>
    <message>
      <source>Install {package} and log in again; files and notes work without.</source>
      <translation>Installiere {package} und melde dich neu an; Dateien und Notizen gehen auch ohne.</translation>
    </message>
    <message>
      <source>it is damaged, or not a text model that llama.cpp knows</source>
      <translation>es ist beschädigt oder kein Textmodell, das llama.cpp kennt</translation>
    </message>
    <message>
      <source>it is empty</source>
      <translation>sie ist leer</translation>
    </message>
    <message>
      <source>It may have been deleted.</source>
      <translation>Vielleicht wurde sie gelöscht.</translation>
    </message>
    <message>
      <source>It was deleted or forgotten.</source>
      <translation>Sie wurde gelöscht oder vergessen.</translation>
    </message>
    <message>
      <source>It was ended.</source>
      <translation>Es wurde beendet.</translation>
    </message>
    <message>
      <source>It was ended; ask again.</source>
      <translation>Es wurde beendet; frag noch einmal.</translation>
    </message>
    <message>
      <source>It was left out ({kind}).</source>
      <translation>Es wurde ausgelassen ({kind}).</translation>
    </message>
    <message>
      <source>It was left out.</source>
      <translation>Es wurde ausgelassen.</translation>
    </message>
    <message>
      <source>It was left out; the next one is read by a fresh worker.</source>
      <translation>Es wurde ausgelassen; das nächste liest ein frischer Leser.</translation>
    </message>
    <message>
      <source>It would go on after a restart: make room, or switch capture off.</source>
      <translation>Nach einem Neustart ginge sie weiter: Schaffe Platz oder schalte die Aufnahme aus.</translation>
    </message>
    <message>
      <source>its architecture is not known to this llama.cpp</source>
      <translation>dieses llama.cpp kennt seine Architektur nicht</translation>
    </message>
    <message>
      <source>Its error: {name}. Restart it: systemctl --user restart xdg-desktop-portal</source>
      <translation>Sein Fehler: {name}. Starte es neu: systemctl --user restart xdg-desktop-portal</translation>
    </message>
    <message>
      <source>Its text can still be found.</source>
      <translation>Sein Text ist noch zu finden.</translation>
    </message>
    <message>
      <source>key or token</source>
      <translation>Schlüssel oder Token</translation>
    </message>
    <message>
      <source>last used today</source>
      <translation>zuletzt heute benutzt</translation>
    </message>
    <message>
      <source>last used yesterday</source>
      <translation>zuletzt gestern benutzt</translation>
    </message>
    <message>
      <source>last used {days} days ago</source>
      <translation>zuletzt vor {days} Tagen benutzt</translation>
    </message>
    <message>
      <source>leaks</source>
      <translation>Lecks</translation>
    </message>
    <message>
      <source>Learning anew what was seen</source>
      <translation>Lernt neu, was zu sehen war</translation>
    </message>
    <message>
      <source>learning facts</source>
      <translation>lernt Fakten</translation>
    </message>
    <message>
      <source>Learning what was seen</source>
      <translation>Lernt, was zu sehen war</translation>
    </message>
    <message>
      <source>Let its program tidy it first.</source>
      <translation>Lass erst ihr Programm darin aufräumen.</translation>
    </message>
    <message>
      <source>line {number}</source>
      <translation>Zeile {number}</translation>
    </message>
    <message>
      <source>Living through {day}</source>
      <translation>Erlebt den {day}</translation>
    </message>
    <message>
      <source>llama.cpp could not be built; answers quote what you saw instead.</source>
      <translation>llama.cpp ließ sich nicht bauen; Antworten zitieren stattdessen, was du gesehen hast.</translation>
    </message>
    <message>
      <source>llama.cpp is being built: {percent} %</source>
      <translation>llama.cpp wird gebaut: {percent} %</translation>
    </message>
    <message>
      <source>llama.cpp is not installed.</source>
      <translation>llama.cpp ist nicht installiert.</translation>
    </message>
    <message>
      <source>llama.cpp, which runs GGUF models, is not installed</source>
      <translation>llama.cpp, das GGUF-Modelle ausführt, ist nicht installiert</translation>
    </message>
    <message>
      <source>llama.cpp, which runs language models, is not installed</source>
      <translation>llama.cpp, das Sprachmodelle ausführt, ist nicht installiert</translation>
    </message>
    <message>
      <source>Log in anew and try again, or use a passphrase or the recovery code.</source>
      <translation>Melde dich neu an und versuche es noch einmal, oder nimm eine Passphrase oder den Wiederherstellungscode.</translation>
    </message>
    <message>
      <source>Log in to an X11 session, or accept it in Settings: “Capture although windows are not known”.</source>
      <translation>Melde dich in einer X11-Sitzung an oder nimm es in den Einstellungen hin: „Aufnehmen, obwohl Fenster unbekannt sind“.</translation>
    </message>
    <message>
      <source>Log in with an X11 session to have copies kept.</source>
      <translation>Melde dich in einer X11-Sitzung an, damit Kopiertes behalten wird.</translation>
    </message>
    <message>
      <source>Log out and in again.</source>
      <translation>Melde dich ab und wieder an.</translation>
    </message>
    <message>
      <source>Looking for readable text</source>
      <translation>Sucht nach lesbarem Text</translation>
    </message>
    <message>
      <source>looks like page furniture</source>
      <translation>sieht nach Beiwerk der Seite aus</translation>
    </message>
    <message>
      <source>macOS does not allow this program to record the screen.</source>
      <translation>macOS erlaubt diesem Programm nicht, den Bildschirm aufzunehmen.</translation>
    </message>
    <message>
      <source>mail</source>
      <translation>E-Mail</translation>
    </message>
    <message>
      <source>making events</source>
      <translation>bildet Ereignisse</translation>
    </message>
    <message>
      <source>marked as secret</source>
      <translation>als geheim gekennzeichnet</translation>
    </message>
    <message>
      <source>matches its title</source>
      <translation>passt zu seinem Titel</translation>
    </message>
    <message>
      <source>meaning</source>
      <translation>Bedeutung</translation>
    </message>
    <message>
      <source>message {number}</source>
      <translation>Nachricht {number}</translation>
    </message>
    <message>
      <source>MiniLM (bundled)</source>
      <translation>MiniLM (mitgeliefert)</translation>
    </message>
    <message>
      <source>model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <source>more are being made</source>
      <translation>weitere entstehen</translation>
    </message>
    <message>
      <source>more than {MOST_MEMBERS} files: the rest was left out</source>
      <translation>mehr als {MOST_MEMBERS} Dateien: Der Rest blieb außen vor</translation>
    </message>
    <message>
      <source>Name a folder of pictures (*.png).</source>
      <translation>Nenne einen Ordner mit Bildern (*.png).</translation>
    </message>
    <message>
      <source>Name a folder that holds pictures (*.png).</source>
      <translation>Nenne einen Ordner, in dem Bilder liegen (*.png).</translation>
    </message>
    <message>
      <source>Name a new folder.</source>
      <translation>Nenne einen neuen Ordner.</translation>
    </message>
    <message>
      <source>Name a program, words of a title, or a site.</source>
      <translation>Nenne ein Programm, Wörter eines Titels oder eine Webseite.</translation>
    </message>
    <message>
      <source>Name an app, a title or a site.</source>
      <translation>Nenne eine App, einen Titel oder eine Webseite.</translation>
    </message>
    <message>
      <source>Name at least one part of the site, such as *.example.</source>
      <translation>Nenne mindestens einen Teil der Webseite, etwa *.example.</translation>
    </message>
    <message>
      <source>Name the database of OpenRecall, screenpipe or ActivityWatch itself.</source>
      <translation>Nenne die Datenbank von OpenRecall, screenpipe oder ActivityWatch selbst.</translation>
    </message>
    <message>
      <source>names {count} people or things</source>
      <translation>nennt {count} Personen oder Dinge</translation>
    </message>
    <message>
      <source>names {names}</source>
      <translation>nennt {names}</translation>
    </message>
    <message>
      <source>names {names} and {names2}</source>
      <translation>nennt {names} und {names2}</translation>
    </message>
    <message>
      <source>national id</source>
      <translation>Ausweisnummer</translation>
    </message>
    <message>
      <source>nearly the same as another memory</source>
      <translation>fast gleich wie eine andere Erinnerung</translation>
    </message>
    <message>
      <source>never used</source>
      <translation>nie benutzt</translation>
    </message>
    <message>
      <source>No copy of the library could be made before its upgrade ({strerror}).</source>
      <translation>Vor der Umstellung konnte keine Kopie der Bibliothek angelegt werden ({strerror}).</translation>
    </message>
    <message>
      <source>No language model is loaded.</source>
      <translation>Kein Sprachmodell ist geladen.</translation>
    </message>
    <message>
      <source>No model is chosen.</source>
      <translation>Kein Modell ist gewählt.</translation>
    </message>
    <message>
      <source>No service shows notifications.</source>
      <translation>Kein Dienst zeigt Benachrichtigungen.</translation>
    </message>
    <message>
      <source>not in use: allow it under System Settings &gt; Privacy &amp; Security &gt; Accessibility</source>
      <translation>nicht in Gebrauch: erlaube es unter Systemeinstellungen &gt; Datenschutz &amp; Sicherheit &gt; Bedienungshilfen</translation>
    </message>
    <message>
      <source>not in use: assistive technology is switched off for this desktop; the setting capture.accessibility_switch switches it on</source>
      <translation>nicht in Gebrauch: Bedienungshilfen sind für diesen Desktop ausgeschaltet; die Einstellung capture.accessibility_switch schaltet sie ein</translation>
    </message>
    <message>
      <source>not in use: the setting capture.accessibility is off</source>
      <translation>nicht in Gebrauch: die Einstellung capture.accessibility ist aus</translation>
    </message>
    <message>
      <source>not in use: there is no session bus, so pixels alone are read</source>
      <translation>nicht in Gebrauch: es gibt keinen Sitzungsbus, darum werden nur Pixel gelesen</translation>
    </message>
    <message>
      <source>not writable</source>
      <translation>nicht beschreibbar</translation>
    </message>
    <message>
      <source>notes</source>
      <translation>Notizen</translation>
    </message>
    <message>
      <source>Nothing holds these exact words; this comes near.</source>
      <translation>Nichts enthält genau diese Wörter; das hier kommt nahe.</translation>
    </message>
    <message>
      <source>Nothing inside could be read ({reason})</source>
      <translation>Nichts darin war lesbar ({reason})</translation>
    </message>
    <message>
      <source>Nothing of this frame was kept.</source>
      <translation>Von diesem Bild wurde nichts behalten.</translation>
    </message>
    <message>
      <source>nothing stands out</source>
      <translation>nichts sticht heraus</translation>
    </message>
    <message>
      <source>Nothing to exclude was named.</source>
      <translation>Es wurde nichts zum Ausschließen genannt.</translation>
    </message>
    <message>
      <source>numbers</source>
      <translation>Zahlen</translation>
    </message>
    <message>
      <source>Of the question's {question} characters the first {LONGEST_QUESTION} were read; ask a shorter one for a better answer.</source>
      <translation>Von den {question} Zeichen der Frage wurden die ersten {LONGEST_QUESTION} gelesen; frag kürzer für eine bessere Antwort.</translation>
    </message>
    <message>
      <source>on the processor</source>
      <translation>auf dem Prozessor</translation>
    </message>
    <message>
      <source>On this Wayland desktop no program may ask which windows are open, so excluded apps, titles, sites and private windows cannot be kept out.</source>
      <translation>Auf diesem Wayland-Desktop darf kein Programm fragen, welche Fenster offen sind. Darum lassen sich ausgenommene Apps, Titel, Webseiten und private Fenster nicht heraushalten.</translation>
    </message>
    <message>
      <source>one-time code</source>
      <translation>Einmalcode</translation>
    </message>
    <message>
      <source>Open it in its own program first.</source>
      <translation>Öffne sie erst in ihrem eigenen Programm.</translation>
    </message>
    <message>
      <source>Open it in its program and save it again.</source>
      <translation>Öffne sie in ihrem Programm und speichere sie neu.</translation>
    </message>
    <message>
      <source>Open it in its program.</source>
      <translation>Öffne sie in ihrem Programm.</translation>
    </message>
    <message>
      <source>Open it with the recovery code, then choose a key source again.</source>
      <translation>Öffne ihn mit dem Wiederherstellungscode und wähle dann neu, woher der Schlüssel kommt.</translation>
    </message>
    <message>
      <source>Open it, or choose another folder.</source>
      <translation>Öffne ihn oder wähle einen anderen Ordner.</translation>
    </message>
    <message>
      <source>open; keys are in memory only while it is</source>
      <translation>offen; nur so lange sind Schlüssel im Arbeitsspeicher</translation>
    </message>
    <message>
      <source>OpenRecall, screenpipe and ActivityWatch are, and JSON Lines.</source>
      <translation>Bekannt sind OpenRecall, screenpipe und ActivityWatch sowie JSON Lines.</translation>
    </message>
    <message>
      <source>others may list the data folder</source>
      <translation>andere dürfen den Datenordner auflisten</translation>
    </message>
    <message>
      <source>over 100 languages</source>
      <translation>über 100 Sprachen</translation>
    </message>
    <message>
      <source>page {number}</source>
      <translation>Seite {number}</translation>
    </message>
    <message>
      <source>password</source>
      <translation>Passwort</translation>
    </message>
    <message>
      <source>PDF files</source>
      <translation>PDF-Dateien</translation>
    </message>
    <message>
      <source>people: {people}</source>
      <translation>Personen: {people}</translation>
    </message>
    <message>
      <source>permissions</source>
      <translation>Rechte</translation>
    </message>
    <message>
      <source>person: {name}</source>
      <translation>Person: {name}</translation>
    </message>
    <message>
      <source>pictures</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <source>PIN or security code</source>
      <translation>PIN oder Sicherheitscode</translation>
    </message>
    <message>
      <source>place: {place}</source>
      <translation>Ort: {place}</translation>
    </message>
    <message>
      <source>private key</source>
      <translation>privater Schlüssel</translation>
    </message>
    <message>
      <source>Raise files.max_bytes to read it.</source>
      <translation>Erhöhe files.max_bytes, um sie zu lesen.</translation>
    </message>
    <message>
      <source>Raise files.parse_memory_mb to read it.</source>
      <translation>Erhöhe files.parse_memory_mb, um sie zu lesen.</translation>
    </message>
    <message>
      <source>Reading</source>
      <translation>Das Lesen</translation>
    </message>
    <message>
      <source>reading</source>
      <translation>Lesen</translation>
    </message>
    <message>
      <source>Reading every page</source>
      <translation>Liest jede Seite</translation>
    </message>
    <message>
      <source>Reading failed.</source>
      <translation>Das Lesen schlug fehl.</translation>
    </message>
    <message>
      <source>Reading files</source>
      <translation>Liest Dateien</translation>
    </message>
    <message>
      <source>reading for facts</source>
      <translation>liest auf Fakten hin</translation>
    </message>
    <message>
      <source>Reading the file needs more memory than it may have.</source>
      <translation>Die Datei zu lesen braucht mehr Speicher, als erlaubt ist.</translation>
    </message>
    <message>
      <source>Reading took too long.</source>
      <translation>Das Lesen dauerte zu lange.</translation>
    </message>
    <message>
      <source>redaction</source>
      <translation>Schwärzung</translation>
    </message>
    <message>
      <source>Reinstall the program to put it back.</source>
      <translation>Installiere das Programm neu, dann ist es wieder da.</translation>
    </message>
    <message>
      <source>Reinstall the program.</source>
      <translation>Installiere das Programm neu.</translation>
    </message>
    <message>
      <source>Remembering</source>
      <translation>Prägt sich ein</translation>
    </message>
    <message>
      <source>Remove it where it came from.</source>
      <translation>Entferne es dort, woher es kam.</translation>
    </message>
    <message>
      <source>Remove {path} by hand.</source>
      <translation>Entferne {path} von Hand.</translation>
    </message>
    <message>
      <source>Rename it to have it read.</source>
      <translation>Benenne sie um, damit sie gelesen wird.</translation>
    </message>
    <message>
      <source>Report this, please.</source>
      <translation>Bitte melde das.</translation>
    </message>
    <message>
      <source>Restart it: systemctl --user restart xdg-desktop-portal</source>
      <translation>Starte es neu: systemctl --user restart xdg-desktop-portal</translation>
    </message>
    <message>
      <source>Restore a backup, or open it with the key it was made with.</source>
      <translation>Stelle eine Sicherung wieder her oder öffne sie mit dem Schlüssel, mit dem sie angelegt wurde.</translation>
    </message>
    <message>
      <source>Restore into another folder with --data-dir.</source>
      <translation>Stelle mit --data-dir in einem anderen Ordner wieder her.</translation>
    </message>
    <message>
      <source>Restore it from a backup, or run the check with repair.</source>
      <translation>Hole es aus einer Sicherung zurück oder starte die Prüfung mit Reparatur.</translation>
    </message>
    <message>
      <source>Restore it from a backup.</source>
      <translation>Hole ihn aus einer Sicherung zurück.</translation>
    </message>
    <message>
      <source>Restore that file from a backup, or choose another data folder.</source>
      <translation>Hole diese Datei aus einer Sicherung zurück oder wähle einen anderen Datenordner.</translation>
    </message>
    <message>
      <source>Restore the last backup.</source>
      <translation>Stelle die letzte Sicherung wieder her.</translation>
    </message>
    <message>
      <source>Restore your latest backup, or go on without them.</source>
      <translation>Stelle deine letzte Sicherung wieder her oder mach ohne sie weiter.</translation>
    </message>
    <message>
      <source>Restore your latest backup.</source>
      <translation>Stelle deine letzte Sicherung wieder her.</translation>
    </message>
    <message>
      <source>Restoring</source>
      <translation>Wird wiederhergestellt</translation>
    </message>
    <message>
      <source>row {}</source>
      <translation>Zeile {}</translation>
    </message>
    <message>
      <source>Run `doctor --repair`, or restore a backup.</source>
      <translation>Starte `doctor --repair` oder stelle eine Sicherung wieder her.</translation>
    </message>
    <message>
      <source>Run `doctor --repair`.</source>
      <translation>Starte `doctor --repair`.</translation>
    </message>
    <message>
      <source>Run `doctor`; the log says what failed.</source>
      <translation>Starte `doctor`; das Protokoll sagt, was fehlschlug.</translation>
    </message>
    <message>
      <source>Save a copy without one.</source>
      <translation>Speichere eine Kopie ohne Passwort.</translation>
    </message>
    <message>
      <source>Save it as a file and add that.</source>
      <translation>Speichere sie als Datei und füge diese hinzu.</translation>
    </message>
    <message>
      <source>Say done or dropped.</source>
      <translation>Sag „done“ oder „dropped“.</translation>
    </message>
    <message>
      <source>Say where it comes from, e.g. “note”.</source>
      <translation>Sag, woher sie kommt, z. B. „note“.</translation>
    </message>
    <message>
      <source>says what was decided or done (“{decided}”)</source>
      <translation>sagt, was entschieden oder getan wurde („{decided}“)</translation>
    </message>
    <message>
      <source>screen</source>
      <translation>Bildschirm</translation>
    </message>
    <message>
      <source>Search by meaning is being set up again; until then words find more than meaning.</source>
      <translation>Die Suche nach Bedeutung wird neu eingerichtet; bis dahin finden Wörter mehr als Bedeutung.</translation>
    </message>
    <message>
      <source>Search by meaning is not available now: only words were searched.</source>
      <translation>Die Suche nach Bedeutung geht gerade nicht: Nur Wörter wurden gesucht.</translation>
    </message>
    <message>
      <source>Search by words still works.</source>
      <translation>Die Suche nach Wörtern geht weiterhin.</translation>
    </message>
    <message>
      <source>second step: {name}</source>
      <translation>zweiter Schritt: {name}</translation>
    </message>
    <message>
      <source>secret beside a label</source>
      <translation>Geheimnis neben einer Beschriftung</translation>
    </message>
    <message>
      <source>seen today</source>
      <translation>heute gesehen</translation>
    </message>
    <message>
      <source>seen yesterday</source>
      <translation>gestern gesehen</translation>
    </message>
    <message>
      <source>seen {copies} times</source>
      <translation>{copies}-mal gesehen</translation>
    </message>
    <message>
      <source>seen {days} days ago</source>
      <translation>vor {days} Tagen gesehen</translation>
    </message>
    <message>
      <source>slide {number}</source>
      <translation>Folie {number}</translation>
    </message>
    <message>
      <source>slides</source>
      <translation>Folien</translation>
    </message>
    <message>
      <source>small talk</source>
      <translation>Plauderei</translation>
    </message>
    <message>
      <source>spreadsheets</source>
      <translation>Tabellen</translation>
    </message>
    <message>
      <source>Start capture again.</source>
      <translation>Starte die Aufnahme neu.</translation>
    </message>
    <message>
      <source>Start the program from the desktop's menu, not over ssh or as another user.</source>
      <translation>Starte das Programm aus dem Menü des Desktops, nicht über ssh oder als anderer Benutzer.</translation>
    </message>
    <message>
      <source>Start the program on a graphical desktop, or set DISPLAY; files and notes work without.</source>
      <translation>Starte das Programm auf einem grafischen Desktop oder setze DISPLAY; Dateien und Notizen gehen auch ohne.</translation>
    </message>
    <message>
      <source>Start the program without a display of its own choosing.</source>
      <translation>Starte das Programm ohne einen eigens gewählten Bildschirm.</translation>
    </message>
    <message>
      <source>Start the server at {server}, or empty the setting.</source>
      <translation>Starte den Server unter {server} oder leere die Einstellung.</translation>
    </message>
    <message>
      <source>Switch on “Read pictures and scans” to have them read.</source>
      <translation>Schalte „Bilder und Scans lesen“ ein, damit sie gelesen werden.</translation>
    </message>
    <message>
      <source>tells what happened (“{happened}”)</source>
      <translation>erzählt, was geschah („{happened}“)</translation>
    </message>
    <message>
      <source>terminal</source>
      <translation>Terminal</translation>
    </message>
    <message>
      <source>text documents</source>
      <translation>Textdokumente</translation>
    </message>
    <message>
      <source>text from programs</source>
      <translation>Text aus Programmen</translation>
    </message>
    <message>
      <source>the archive is damaged from here on</source>
      <translation>das Archiv ist ab hier beschädigt</translation>
    </message>
    <message>
      <source>The archive unpacks to more than it may.</source>
      <translation>Das Archiv wird beim Entpacken größer, als es darf.</translation>
    </message>
    <message>
      <source>The backup cannot be written ({strerror}).</source>
      <translation>Die Sicherung lässt sich nicht schreiben ({strerror}).</translation>
    </message>
    <message>
      <source>The backup could not be verified.</source>
      <translation>Die Sicherung ließ sich nicht überprüfen.</translation>
    </message>
    <message>
      <source>The battery is at {battery_percent} %. {subject} goes on by itself on mains power.</source>
      <translation>Der Akku steht bei {battery_percent} %. {subject} geht am Netz von selbst weiter.</translation>
    </message>
    <message>
      <source>The cast of the screen broke off.</source>
      <translation>Die Übertragung des Bildschirms brach ab.</translation>
    </message>
    <message>
      <source>The check for secrets failed.</source>
      <translation>Die Prüfung auf Geheimnisse schlug fehl.</translation>
    </message>
    <message>
      <source>The Chroma server cannot be reached.</source>
      <translation>Der Chroma-Server ist nicht erreichbar.</translation>
    </message>
    <message>
      <source>The clipboard cannot be reached.</source>
      <translation>Die Zwischenablage ist nicht erreichbar.</translation>
    </message>
    <message>
      <source>The computer is short of memory. {subject} goes on by itself; close a program.</source>
      <translation>Der Arbeitsspeicher ist knapp. {subject} geht von selbst weiter; schließe ein Programm.</translation>
    </message>
    <message>
      <source>The computing budget for files is used up; reading goes on by itself.</source>
      <translation>Die Rechenzeit für Dateien ist verbraucht; das Lesen geht von selbst weiter.</translation>
    </message>
    <message>
      <source>the data folder is for you alone</source>
      <translation>der Datenordner gehört dir allein</translation>
    </message>
    <message>
      <source>The data folder {folder} cannot be used ({reason}).</source>
      <translation>Der Datenordner {folder} ist nicht benutzbar ({reason}).</translation>
    </message>
    <message>
      <source>The database cannot be read ({strerror}).</source>
      <translation>Die Datenbank ist nicht lesbar ({strerror}).</translation>
    </message>
    <message>
      <source>The database is being written all the time.</source>
      <translation>In die Datenbank wird ständig geschrieben.</translation>
    </message>
    <message>
      <source>The database is damaged or of a version that is not known.</source>
      <translation>Die Datenbank ist beschädigt oder von einer unbekannten Version.</translation>
    </message>
    <message>
      <source>The database is larger than 2 GB.</source>
      <translation>Die Datenbank ist größer als 2 GB.</translation>
    </message>
    <message>
      <source>The database is of no program that is known here.</source>
      <translation>Die Datenbank gehört zu keinem Programm, das hier bekannt ist.</translation>
    </message>
    <message>
      <source>The desktop changed its size.</source>
      <translation>Der Desktop hat seine Größe geändert.</translation>
    </message>
    <message>
      <source>The desktop did not answer about the keys.</source>
      <translation>Der Desktop gab wegen der Tasten keine Antwort.</translation>
    </message>
    <message>
      <source>The desktop did not give these keys.</source>
      <translation>Der Desktop gab diese Tasten nicht her.</translation>
    </message>
    <message>
      <source>The desktop does not allow this program to capture the screen.</source>
      <translation>Der Desktop erlaubt diesem Programm nicht, den Bildschirm aufzunehmen.</translation>
    </message>
    <message>
      <source>The desktop ended the capture of the screen: you did so in its panel, or a monitor was unplugged.</source>
      <translation>Der Desktop hat die Aufnahme des Bildschirms beendet: Du hast es in seiner Leiste getan, oder ein Monitor wurde abgezogen.</translation>
    </message>
    <message>
      <source>the desktop's portal casts the screen; windows are not known</source>
      <translation>das Portal des Desktops überträgt den Bildschirm; Fenster sind unbekannt</translation>
    </message>
    <message>
      <source>The desktop's portal could not take a picture of the screen.</source>
      <translation>Das Portal des Desktops konnte kein Bild vom Bildschirm machen.</translation>
    </message>
    <message>
      <source>The desktop's portal did not answer.</source>
      <translation>Das Portal des Desktops gab keine Antwort.</translation>
    </message>
    <message>
      <source>The desktop's portal does not answer.</source>
      <translation>Das Portal des Desktops antwortet nicht.</translation>
    </message>
    <message>
      <source>The desktop's portal gave a picture that cannot be read.</source>
      <translation>Das Portal des Desktops gab ein Bild, das nicht lesbar ist.</translation>
    </message>
    <message>
      <source>The desktop's portal gave no monitor.</source>
      <translation>Das Portal des Desktops gab keinen Monitor.</translation>
    </message>
    <message>
      <source>the desktop's portal gives single pictures; windows are not known. With gstreamer1.0-tools and gstreamer1.0-pipewire it may cast the screen instead</source>
      <translation>das Portal des Desktops gibt einzelne Bilder; Fenster sind unbekannt. Mit gstreamer1.0-tools und gstreamer1.0-pipewire kann es den Bildschirm stattdessen übertragen</translation>
    </message>
    <message>
      <source>The desktop's session bus (D-Bus) is not there.</source>
      <translation>Der Sitzungsbus des Desktops (D-Bus) fehlt.</translation>
    </message>
    <message>
      <source>The disk is full.</source>
      <translation>Die Festplatte ist voll.</translation>
    </message>
    <message>
      <source>The disk is nearly full{left}. Nothing that was kept is lost. Make room, or lower the disk budget; {subject} goes on by itself.</source>
      <translation>Die Festplatte ist fast voll{left}. Nichts Behaltenes ist verloren. Schaffe Platz oder senke die Grenze für den Speicherplatz; {subject} geht von selbst weiter.</translation>
    </message>
    <message>
      <source>The display went away.</source>
      <translation>Der Bildschirm ist verschwunden.</translation>
    </message>
    <message>
      <source>The display {display} cannot be reached.</source>
      <translation>Der Bildschirm {display} ist nicht erreichbar.</translation>
    </message>
    <message>
      <source>The display {name} cannot be read.</source>
      <translation>Der Bildschirm {name} ist nicht lesbar.</translation>
    </message>
    <message>
      <source>The download broke off: the hub cannot be reached.</source>
      <translation>Der Download brach ab: Der Hub ist nicht erreichbar.</translation>
    </message>
    <message>
      <source>the earliest first</source>
      <translation>das Früheste zuerst</translation>
    </message>
    <message>
      <source>The embedding model cannot be loaded.</source>
      <translation>Das Einbettungsmodell lässt sich nicht laden.</translation>
    </message>
    <message>
      <source>The embedding model gave an answer out of turn.</source>
      <translation>Das Einbettungsmodell antwortete außer der Reihe.</translation>
    </message>
    <message>
      <source>The embedding model stopped answering.</source>
      <translation>Das Einbettungsmodell antwortete nicht mehr.</translation>
    </message>
    <message>
      <source>The embedding model {name} cannot be loaded: it is damaged, or llama.cpp does not know it.</source>
      <translation>Das Einbettungsmodell {name} lässt sich nicht laden: Es ist beschädigt, oder llama.cpp kennt es nicht.</translation>
    </message>
    <message>
      <source>The embedding model {name} crashed.</source>
      <translation>Das Einbettungsmodell {name} ist abgestürzt.</translation>
    </message>
    <message>
      <source>The embedding model {name} failed.</source>
      <translation>Das Einbettungsmodell {name} versagte.</translation>
    </message>
    <message>
      <source>The embedding model's file was replaced by another model.</source>
      <translation>Die Datei des Einbettungsmodells wurde durch ein anderes Modell ersetzt.</translation>
    </message>
    <message>
      <source>The entry for the start at login cannot be written ({strerror}).</source>
      <translation>Der Eintrag für den Start bei der Anmeldung lässt sich nicht schreiben ({strerror}).</translation>
    </message>
    <message>
      <source>The export cannot be written ({strerror}).</source>
      <translation>Der Export lässt sich nicht schreiben ({strerror}).</translation>
    </message>
    <message>
      <source>The file cannot be opened ({strerror}).</source>
      <translation>Die Datei lässt sich nicht öffnen ({strerror}).</translation>
    </message>
    <message>
      <source>The file could not be checked for secrets, so it was not stored.</source>
      <translation>Die Datei konnte nicht auf Geheimnisse geprüft werden, darum wurde sie nicht gespeichert.</translation>
    </message>
    <message>
      <source>The file could not be read: {strerror}.</source>
      <translation>Die Datei konnte nicht gelesen werden: {strerror}.</translation>
    </message>
    <message>
      <source>The file holds binary data, not text.</source>
      <translation>Die Datei enthält Binärdaten, keinen Text.</translation>
    </message>
    <message>
      <source>The file holds no text, only pictures of pages.</source>
      <translation>Die Datei enthält keinen Text, nur Bilder von Seiten.</translation>
    </message>
    <message>
      <source>The file holds too much text to be a document.</source>
      <translation>Die Datei enthält zu viel Text für ein Dokument.</translation>
    </message>
    <message>
      <source>The file is damaged and cannot be read.</source>
      <translation>Die Datei ist beschädigt und nicht lesbar.</translation>
    </message>
    <message>
      <source>The file is damaged or incomplete{detail}.</source>
      <translation>Die Datei ist beschädigt oder unvollständig{detail}.</translation>
    </message>
    <message>
      <source>The file is larger than {max_bytes} MB.</source>
      <translation>Die Datei ist größer als {max_bytes} MB.</translation>
    </message>
    <message>
      <source>The file is larger than {most} MB.</source>
      <translation>Die Datei ist größer als {most} MB.</translation>
    </message>
    <message>
      <source>The file is no SQLite database.</source>
      <translation>Die Datei ist keine SQLite-Datenbank.</translation>
    </message>
    <message>
      <source>The file is protected by a password.</source>
      <translation>Die Datei ist mit einem Passwort geschützt.</translation>
    </message>
    <message>
      <source>The file unpacks to more than a document can hold.</source>
      <translation>Die Datei wird beim Entpacken größer, als ein Dokument sein kann.</translation>
    </message>
    <message>
      <source>The file's name is no text.</source>
      <translation>Der Name der Datei ist kein Text.</translation>
    </message>
    <message>
      <source>The folder cannot be opened.</source>
      <translation>Der Ordner lässt sich nicht öffnen.</translation>
    </message>
    <message>
      <source>The hub does not give out {title} ({status}).</source>
      <translation>Der Hub gibt {title} nicht heraus ({status}).</translation>
    </message>
    <message>
      <source>The hub states no checksum for this file, so it was not kept.</source>
      <translation>Der Hub nennt für diese Datei keine Prüfsumme, darum wurde sie nicht behalten.</translation>
    </message>
    <message>
      <source>The index of meanings cannot be reached.</source>
      <translation>Der Index der Bedeutungen ist nicht erreichbar.</translation>
    </message>
    <message>
      <source>The key file cannot be read ({strerror}).</source>
      <translation>Die Schlüsseldatei ist nicht lesbar ({strerror}).</translation>
    </message>
    <message>
      <source>The key file is empty or larger than a key can be.</source>
      <translation>Die Schlüsseldatei ist leer oder größer, als ein Schlüssel sein kann.</translation>
    </message>
    <message>
      <source>The key in the keyring does not open this vault.</source>
      <translation>Der Schlüssel im Schlüsselbund öffnet diesen Tresor nicht.</translation>
    </message>
    <message>
      <source>The keyboard has no such key.</source>
      <translation>Die Tastatur hat diese Taste nicht.</translation>
    </message>
    <message>
      <source>the keyring</source>
      <translation>der Schlüsselbund</translation>
    </message>
    <message>
      <source>the keyring and a passphrase</source>
      <translation>der Schlüsselbund und eine Passphrase</translation>
    </message>
    <message>
      <source>The keyring of this computer did not answer for {limit_s} seconds.</source>
      <translation>Der Schlüsselbund dieses Computers hat {limit_s} Sekunden lang nicht geantwortet.</translation>
    </message>
    <message>
      <source>The keyring of this computer did not answer or is locked.</source>
      <translation>Der Schlüsselbund dieses Computers antwortete nicht oder ist verschlossen.</translation>
    </message>
    <message>
      <source>The keyring of this computer has no key for this vault.</source>
      <translation>Der Schlüsselbund dieses Computers hat keinen Schlüssel für diesen Tresor.</translation>
    </message>
    <message>
      <source>The language model crashed (exit {code}).</source>
      <translation>Das Sprachmodell ist abgestürzt (Code {code}).</translation>
    </message>
    <message>
      <source>The language model failed.</source>
      <translation>Das Sprachmodell versagte.</translation>
    </message>
    <message>
      <source>The language model gave an answer out of turn.</source>
      <translation>Das Sprachmodell antwortete außer der Reihe.</translation>
    </message>
    <message>
      <source>The language model needs more memory.</source>
      <translation>Das Sprachmodell braucht mehr Arbeitsspeicher.</translation>
    </message>
    <message>
      <source>The language model stopped answering.</source>
      <translation>Das Sprachmodell antwortete nicht mehr.</translation>
    </message>
    <message>
      <source>The language model was ended by the system, most likely for lack of memory.</source>
      <translation>Das System hat das Sprachmodell beendet, wohl weil der Arbeitsspeicher fehlte.</translation>
    </message>
    <message>
      <source>the latest first</source>
      <translation>das Neueste zuerst</translation>
    </message>
    <message>
      <source>The library cannot be opened: it is damaged, or belongs to another key.</source>
      <translation>Die Bibliothek lässt sich nicht öffnen: Sie ist beschädigt oder gehört zu einem anderen Schlüssel.</translation>
    </message>
    <message>
      <source>The library cannot be read or written ({text}).</source>
      <translation>Die Bibliothek lässt sich nicht lesen oder schreiben ({text}).</translation>
    </message>
    <message>
      <source>The library is closed.</source>
      <translation>Die Bibliothek ist geschlossen.</translation>
    </message>
    <message>
      <source>The library is damaged.</source>
      <translation>Die Bibliothek ist beschädigt.</translation>
    </message>
    <message>
      <source>The library is in use by another program.</source>
      <translation>Die Bibliothek wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
      <source>The library that lists windows on macOS is missing.</source>
      <translation>Die Programmbibliothek, die auf macOS Fenster auflistet, fehlt.</translation>
    </message>
    <message>
      <source>The library that tells of copies on macOS is missing.</source>
      <translation>Die Bibliothek, die auf macOS meldet, was kopiert wird, fehlt.</translation>
    </message>
    <message>
      <source>The library's folder cannot be written ({strerror}).</source>
      <translation>In den Ordner der Bibliothek lässt sich nicht schreiben ({strerror}).</translation>
    </message>
    <message>
      <source>The model file {name} cannot be read ({reason}).</source>
      <translation>Die Modelldatei {name} ist nicht lesbar ({reason}).</translation>
    </message>
    <message>
      <source>The model file {name} cannot be read ({strerror}).</source>
      <translation>Die Modelldatei {name} ist nicht lesbar ({strerror}).</translation>
    </message>
    <message>
      <source>The model needs {need} GB of free disk; there are {free} GB.</source>
      <translation>Das Modell braucht {need} GB freien Speicherplatz; es sind {free} GB frei.</translation>
    </message>
    <message>
      <source>The model {name} cannot be loaded: {why}.</source>
      <translation>Das Modell {name} lässt sich nicht laden: {why}.</translation>
    </message>
    <message>
      <source>The model {name} is damaged.</source>
      <translation>Das Modell {name} ist beschädigt.</translation>
    </message>
    <message>
      <source>The model {name} is damaged: it has {file_bytes} of {data_bytes}.</source>
      <translation>Das Modell {name} ist beschädigt: Es hat {file_bytes} von {data_bytes}.</translation>
    </message>
    <message>
      <source>The model {name} needs {file_bytes} of memory; this machine has {total}.</source>
      <translation>Das Modell {name} braucht {file_bytes} Arbeitsspeicher; dieser Rechner hat {total}.</translation>
    </message>
    <message>
      <source>The monitor is cast no more.</source>
      <translation>Der Monitor wird nicht mehr übertragen.</translation>
    </message>
    <message>
      <source>The note is empty.</source>
      <translation>Die Notiz ist leer.</translation>
    </message>
    <message>
      <source>The note is too long.</source>
      <translation>Die Notiz ist zu lang.</translation>
    </message>
    <message>
      <source>The number after the colon must be a port (1 to 65535).</source>
      <translation>Die Zahl hinter dem Doppelpunkt muss ein Port sein (1 bis 65535).</translation>
    </message>
    <message>
      <source>The passphrase is empty.</source>
      <translation>Die Passphrase ist leer.</translation>
    </message>
    <message>
      <source>The passphrase is wrong.</source>
      <translation>Die Passphrase ist falsch.</translation>
    </message>
    <message>
      <source>The picture has too many pixels to be read.</source>
      <translation>Das Bild hat zu viele Pixel, um gelesen zu werden.</translation>
    </message>
    <message>
      <source>The picture this one builds on is gone.</source>
      <translation>Das Bild, auf dem dieses aufbaut, ist fort.</translation>
    </message>
    <message>
      <source>The pictures cannot be written ({strerror}).</source>
      <translation>Die Bilder lassen sich nicht schreiben ({strerror}).</translation>
    </message>
    <message>
      <source>The portal of this desktop does not offer pictures of the screen.</source>
      <translation>Das Portal dieses Desktops bietet keine Bilder vom Bildschirm.</translation>
    </message>
    <message>
      <source>The program that reads the cast of the screen does not start.</source>
      <translation>Das Programm, das die Übertragung des Bildschirms liest, startet nicht.</translation>
    </message>
    <message>
      <source>The reading worker answered out of turn.</source>
      <translation>Der Leser antwortete außer der Reihe.</translation>
    </message>
    <message>
      <source>The reading worker ended unexpectedly.</source>
      <translation>Der Leser brach unerwartet ab.</translation>
    </message>
    <message>
      <source>The reading worker is closed.</source>
      <translation>Der Leser ist geschlossen.</translation>
    </message>
    <message>
      <source>The record has no “at” (a date and time such as 2026-03-01T09:00:00Z).</source>
      <translation>Der Eintrag hat kein „at“ (Datum und Zeit, etwa 2026-03-01T09:00:00Z).</translation>
    </message>
    <message>
      <source>The record has no “text”.</source>
      <translation>Der Eintrag hat keinen „text“.</translation>
    </message>
    <message>
      <source>The record's “at” is no ISO 8601 date and time.</source>
      <translation>Das „at“ des Eintrags ist keine Zeit nach ISO 8601.</translation>
    </message>
    <message>
      <source>The record's “at” lies before 1970.</source>
      <translation>Das „at“ des Eintrags liegt vor 1970.</translation>
    </message>
    <message>
      <source>The record's “id” is neither text nor a number.</source>
      <translation>Die „id“ des Eintrags ist weder Text noch Zahl.</translation>
    </message>
    <message>
      <source>The record's “{name}” is no text.</source>
      <translation>Das Feld „{name}“ des Eintrags ist kein Text.</translation>
    </message>
    <message>
      <source>the recovery code</source>
      <translation>der Wiederherstellungscode</translation>
    </message>
    <message>
      <source>The recovery code has a typing error.</source>
      <translation>Im Wiederherstellungscode ist ein Tippfehler.</translation>
    </message>
    <message>
      <source>The rule is empty.</source>
      <translation>Die Regel ist leer.</translation>
    </message>
    <message>
      <source>The rule is too long.</source>
      <translation>Die Regel ist zu lang.</translation>
    </message>
    <message>
      <source>The sandbox does not let this program ask for the screen.</source>
      <translation>Die Sandbox lässt dieses Programm nicht nach dem Bildschirm fragen.</translation>
    </message>
    <message>
      <source>The screen cannot be read.</source>
      <translation>Der Bildschirm ist nicht lesbar.</translation>
    </message>
    <message>
      <source>The screen is closed.</source>
      <translation>Der Bildschirm ist geschlossen.</translation>
    </message>
    <message>
      <source>The session bus (D-Bus) is gone.</source>
      <translation>Der Sitzungsbus (D-Bus) ist fort.</translation>
    </message>
    <message>
      <source>The start at login cannot be written to the registry.</source>
      <translation>Der Start bei der Anmeldung lässt sich nicht in die Registry schreiben.</translation>
    </message>
    <message>
      <source>The system did not give these keys.</source>
      <translation>Das System gab diese Tasten nicht her.</translation>
    </message>
    <message>
      <source>The text of this document was deleted from the library.</source>
      <translation>Der Text dieses Dokuments wurde aus der Bibliothek gelöscht.</translation>
    </message>
    <message>
      <source>The text recogniser's model is missing.</source>
      <translation>Das Modell der Texterkennung fehlt.</translation>
    </message>
    <message>
      <source>The vault is locked.</source>
      <translation>Der Tresor ist verschlossen.</translation>
    </message>
    <message>
      <source>The vault's header cannot be read ({strerror}).</source>
      <translation>Der Kopf des Tresors ist nicht lesbar ({strerror}).</translation>
    </message>
    <message>
      <source>The vault's header cannot be written ({strerror}).</source>
      <translation>Der Kopf des Tresors lässt sich nicht schreiben ({strerror}).</translation>
    </message>
    <message>
      <source>The vault's header is damaged.</source>
      <translation>Der Kopf des Tresors ist beschädigt.</translation>
    </message>
    <message>
      <source>The Wayland desktop cannot be reached.</source>
      <translation>Der Wayland-Desktop ist nicht erreichbar.</translation>
    </message>
    <message>
      <source>The Wayland desktop ended the connection.</source>
      <translation>Der Wayland-Desktop hat die Verbindung beendet.</translation>
    </message>
    <message>
      <source>The Wayland desktop tells of copies no more.</source>
      <translation>Der Wayland-Desktop meldet nicht mehr, was kopiert wird.</translation>
    </message>
    <message>
      <source>The windows of display {name} cannot be listed.</source>
      <translation>Die Fenster des Bildschirms {name} lassen sich nicht auflisten.</translation>
    </message>
    <message>
      <source>The words to search for cannot be understood.</source>
      <translation>Die gesuchten Wörter sind nicht zu verstehen.</translation>
    </message>
    <message>
      <source>then switch “Capture the screen” off and on.</source>
      <translation>dann schalte „Bildschirm aufnehmen“ aus und wieder ein.</translation>
    </message>
    <message>
      <source>There is no display to capture.</source>
      <translation>Es gibt keinen Bildschirm zum Aufnehmen.</translation>
    </message>
    <message>
      <source>There is no folder {folder} to replay.</source>
      <translation>Es gibt keinen Ordner {folder} zum Abspielen.</translation>
    </message>
    <message>
      <source>There is no memory {segment}.</source>
      <translation>Es gibt keine Erinnerung {segment}.</translation>
    </message>
    <message>
      <source>There is no model “{model_id}”.</source>
      <translation>Es gibt kein Modell „{model_id}“.</translation>
    </message>
    <message>
      <source>There is no note {note}.</source>
      <translation>Es gibt keine Notiz {note}.</translation>
    </message>
    <message>
      <source>There is no picture to replay.</source>
      <translation>Es gibt kein Bild zum Abspielen.</translation>
    </message>
    <message>
      <source>There is no question.</source>
      <translation>Es gibt keine Frage.</translation>
    </message>
    <message>
      <source>There is no session bus (D-Bus) through which a Wayland desktop gives its screen.</source>
      <translation>Es fehlt der Sitzungsbus (D-Bus), über den ein Wayland-Desktop seinen Bildschirm hergibt.</translation>
    </message>
    <message>
      <source>There is no such file or folder.</source>
      <translation>Diese Datei oder diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
      <source>There is no such memory.</source>
      <translation>Diese Erinnerung gibt es nicht.</translation>
    </message>
    <message>
      <source>There is no text to remember.</source>
      <translation>Es gibt keinen Text zum Behalten.</translation>
    </message>
    <message>
      <source>There is no vault in this folder yet.</source>
      <translation>In diesem Ordner ist noch kein Tresor.</translation>
    </message>
    <message>
      <source>There is nothing to look for.</source>
      <translation>Es gibt nichts zu suchen.</translation>
    </message>
    <message>
      <source>There is too little free memory to check the passphrase.</source>
      <translation>Zum Prüfen der Passphrase ist zu wenig Arbeitsspeicher frei.</translation>
    </message>
    <message>
      <source>this build can use the graphics processor ({kinds})</source>
      <translation>diese Fassung kann den Grafikprozessor benutzen ({kinds})</translation>
    </message>
    <message>
      <source>this build uses the processor only</source>
      <translation>diese Fassung benutzt nur den Prozessor</translation>
    </message>
    <message>
      <source>This computer has no keyring that could guard the key.</source>
      <translation>Dieser Computer hat keinen Schlüsselbund, der den Schlüssel hüten könnte.</translation>
    </message>
    <message>
      <source>This desktop does not let a program listen for keys.</source>
      <translation>Dieser Desktop lässt kein Programm auf Tasten hören.</translation>
    </message>
    <message>
      <source>This display does not tell of copies (no XFixes).</source>
      <translation>Dieser Bildschirm meldet Kopiertes nicht (kein XFixes).</translation>
    </message>
    <message>
      <source>This fact is no longer kept.</source>
      <translation>Dieser Fakt wird nicht mehr behalten.</translation>
    </message>
    <message>
      <source>This folder already has a vault.</source>
      <translation>In diesem Ordner ist schon ein Tresor.</translation>
    </message>
    <message>
      <source>This folder has a library but its keys ({FILE_NAME}) are gone.</source>
      <translation>In diesem Ordner ist eine Bibliothek, aber ihre Schlüssel ({FILE_NAME}) sind fort.</translation>
    </message>
    <message>
      <source>This folder holds no database that is known here.</source>
      <translation>In diesem Ordner liegt keine Datenbank, die hier bekannt ist.</translation>
    </message>
    <message>
      <source>This is a Wayland desktop, whose screen is read through its portal, not through X11.</source>
      <translation>Das ist ein Wayland-Desktop; sein Bildschirm wird über das Portal gelesen, nicht über X11.</translation>
    </message>
    <message>
      <source>This is no commitment.</source>
      <translation>Das ist keine Zusage.</translation>
    </message>
    <message>
      <source>This is no macOS desktop.</source>
      <translation>Das ist kein macOS-Desktop.</translation>
    </message>
    <message>
      <source>This is no Windows desktop.</source>
      <translation>Das ist kein Windows-Desktop.</translation>
    </message>
    <message>
      <source>This library was made by a newer version of Afterimage.</source>
      <translation>Diese Bibliothek wurde von einer neueren Version von Afterimage angelegt.</translation>
    </message>
    <message>
      <source>This library was written by a newer version of Afterimage.</source>
      <translation>Diese Bibliothek wurde von einer neueren Version von Afterimage geschrieben.</translation>
    </message>
    <message>
      <source>This line is nested too deep.</source>
      <translation>Diese Zeile ist zu tief verschachtelt.</translation>
    </message>
    <message>
      <source>This line is no JSON object.</source>
      <translation>Diese Zeile ist kein JSON-Objekt.</translation>
    </message>
    <message>
      <source>This line is no JSON.</source>
      <translation>Diese Zeile ist kein JSON.</translation>
    </message>
    <message>
      <source>This memory is no longer kept.</source>
      <translation>Diese Erinnerung wird nicht mehr behalten.</translation>
    </message>
    <message>
      <source>This moment is no longer kept.</source>
      <translation>Dieser Moment wird nicht mehr behalten.</translation>
    </message>
    <message>
      <source>This picture has faded away.</source>
      <translation>Dieses Bild ist verblasst.</translation>
    </message>
    <message>
      <source>This recovery code belongs to another vault or was replaced.</source>
      <translation>Dieser Wiederherstellungscode gehört zu einem anderen Tresor oder wurde ersetzt.</translation>
    </message>
    <message>
      <source>This row is not what its program writes.</source>
      <translation>Diese Zeile ist nicht, was ihr Programm schreibt.</translation>
    </message>
    <message>
      <source>This vault is not opened by {given}, but by {wanted}.</source>
      <translation>Diesen Tresor öffnet nicht {given}, sondern {wanted}.</translation>
    </message>
    <message>
      <source>This Wayland desktop does not tell other programs what is copied.</source>
      <translation>Dieser Wayland-Desktop sagt anderen Programmen nicht, was kopiert wird.</translation>
    </message>
    <message>
      <source>This Wayland desktop has no portal through which its screen can be read.</source>
      <translation>Dieser Wayland-Desktop hat kein Portal, über das sein Bildschirm zu lesen ist.</translation>
    </message>
    <message>
      <source>time: {label}</source>
      <translation>Zeit: {label}</translation>
    </message>
    <message>
      <source>To be asked again, switch “Capture the screen” off and on.</source>
      <translation>Damit du wieder gefragt wirst, schalte „Bildschirm aufnehmen“ aus und wieder ein.</translation>
    </message>
    <message>
      <source>To begin again, switch “Capture the screen” off and on.</source>
      <translation>Um neu zu beginnen, schalte „Bildschirm aufnehmen“ aus und wieder ein.</translation>
    </message>
    <message>
      <source>Try again, or use the recovery code.</source>
      <translation>Versuch es noch einmal oder nimm den Wiederherstellungscode.</translation>
    </message>
    <message>
      <source>Try again.</source>
      <translation>Versuch es noch einmal.</translation>
    </message>
    <message>
      <source>Try another disk.</source>
      <translation>Versuch es mit einem anderen Datenträger.</translation>
    </message>
    <message>
      <source>Type one, or forget the fact.</source>
      <translation>Gib einen ein oder vergiss den Fakt.</translation>
    </message>
    <message>
      <source>Type one.</source>
      <translation>Gib eine ein.</translation>
    </message>
    <message>
      <source>unknown error</source>
      <translation>unbekannter Fehler</translation>
    </message>
    <message>
      <source>Unlock it and try again, or use a passphrase or a key file with --key-file.</source>
      <translation>Schließe ihn auf und versuch es noch einmal, oder nimm eine Passphrase oder mit --key-file eine Schlüsseldatei.</translation>
    </message>
    <message>
      <source>Unlock it to go on.</source>
      <translation>Schließe auf, um weiterzumachen.</translation>
    </message>
    <message>
      <source>Until it is, answers quote what you saw.</source>
      <translation>Bis dahin zitieren Antworten, was du gesehen hast.</translation>
    </message>
    <message>
      <source>Until it is, use the bundled model.</source>
      <translation>Bis dahin nimm das mitgelieferte Modell.</translation>
    </message>
    <message>
      <source>Update the program.</source>
      <translation>Aktualisiere das Programm.</translation>
    </message>
    <message>
      <source>Use a passphrase, or a key file with --key-file.</source>
      <translation>Nimm eine Passphrase oder mit --key-file eine Schlüsseldatei.</translation>
    </message>
    <message>
      <source>Use an id that a search gave.</source>
      <translation>Nimm eine Kennung, die eine Suche ergab.</translation>
    </message>
    <message>
      <source>Use another copy.</source>
      <translation>Nimm eine andere Kopie.</translation>
    </message>
    <message>
      <source>Use its window, or quit it first.</source>
      <translation>Benutze ihr Fenster oder beende sie erst.</translation>
    </message>
    <message>
      <source>Use plain words.</source>
      <translation>Nimm einfache Wörter.</translation>
    </message>
    <message>
      <source>Use the newest one.</source>
      <translation>Nimm den neuesten.</translation>
    </message>
    <message>
      <source>Use the recovery code instead.</source>
      <translation>Nimm stattdessen den Wiederherstellungscode.</translation>
    </message>
    <message>
      <source>used once</source>
      <translation>einmal benutzt</translation>
    </message>
    <message>
      <source>used {uses} times</source>
      <translation>{uses}-mal benutzt</translation>
    </message>
    <message>
      <source>uses rare words</source>
      <translation>benutzt seltene Wörter</translation>
    </message>
    <message>
      <source>vault</source>
      <translation>Tresor</translation>
    </message>
    <message>
      <source>vectors</source>
      <translation>Vektoren</translation>
    </message>
    <message>
      <source>web pages</source>
      <translation>Webseiten</translation>
    </message>
    <message>
      <source>weighing memories</source>
      <translation>wägt Erinnerungen</translation>
    </message>
    <message>
      <source>What it rested on was deleted.</source>
      <translation>Worauf er beruhte, wurde gelöscht.</translation>
    </message>
    <message>
      <source>What the model wrote is not borne out by what was seen, so it is quoted.</source>
      <translation>Was das Modell schrieb, ist nicht durch Gesehenes belegt, darum wird zitiert.</translation>
    </message>
    <message>
      <source>without: {without}</source>
      <translation>ohne: {without}</translation>
    </message>
    <message>
      <source>words: {matched}</source>
      <translation>Wörter: {matched}</translation>
    </message>
    <message>
      <source>Write at least two letters or digits beside the *; to stop capture, pause it.</source>
      <translation>Schreibe neben dem * mindestens zwei Buchstaben oder Ziffern; um die Aufnahme zu stoppen, halte sie an.</translation>
    </message>
    <message>
      <source>Write at most {LONGEST_RULE} characters; use * for the rest.</source>
      <translation>Schreibe höchstens {LONGEST_RULE} Zeichen; * steht für den Rest.</translation>
    </message>
    <message>
      <source>Write it like bank.example or forum.example/private.</source>
      <translation>Schreibe sie wie bank.example oder forum.example/privat.</translation>
    </message>
    <message>
      <source>Write it like bank.example; * may stand for a part of the name.</source>
      <translation>Schreibe sie wie bank.example; * darf für einen Teil des Namens stehen.</translation>
    </message>
    <message>
      <source>Write something.</source>
      <translation>Schreibe etwas.</translation>
    </message>
    <message>
      <source>Write, for instance, Ctrl+Alt+Space, Super+Shift+A or F9; empty switches it off.</source>
      <translation>Schreibe etwa Ctrl+Alt+Space, Super+Shift+A oder F9; leer schaltet es aus.</translation>
    </message>
    <message>
      <source>xdg-desktop-portal and the backend for your desktop</source>
      <translation>xdg-desktop-portal und das Backend für deinen Desktop</translation>
    </message>
    <message>
      <source>you copied it</source>
      <translation>du hast es kopiert</translation>
    </message>
    <message>
      <source>You did not allow the screen to be captured.</source>
      <translation>Du hast nicht erlaubt, den Bildschirm aufzunehmen.</translation>
    </message>
    <message>
      <source>You did not allow these keys.</source>
      <translation>Du hast diese Tasten nicht erlaubt.</translation>
    </message>
    <message>
      <source>you stayed {dwell_ms}</source>
      <translation>du bliebst {dwell_ms}</translation>
    </message>
    <message>
      <source>you typed it</source>
      <translation>du hast es getippt</translation>
    </message>
    <message>
      <source>{broken} of {messages} messages could not be read.</source>
      <translation>{broken} von {messages} Nachrichten waren nicht lesbar.</translation>
    </message>
    <message>
      <source>{count} damaged places.</source>
      <translation>{count} beschädigte Stellen.</translation>
    </message>
    <message>
      <source>{count} files are missing.</source>
      <translation>{count} Dateien fehlen.</translation>
    </message>
    <message>
      <source>{count} files belong to nothing.</source>
      <translation>{count} Dateien gehören zu nichts.</translation>
    </message>
    <message>
      <source>{count} monitors can be captured</source>
      <translation>{count} Monitore können aufgenommen werden</translation>
    </message>
    <message>
      <source>{count} texts searched for, none found in any file</source>
      <translation>{count} Texte gesucht, in keiner Datei gefunden</translation>
    </message>
    <message>
      <source>{count} unsupported sentences were left out.</source>
      <translation>{count} Sätze ohne Beleg wurden weggelassen.</translation>
    </message>
    <message>
      <source>{count} vectors, sealed, by {embedder}</source>
      <translation>{count} Vektoren, versiegelt, von {embedder}</translation>
    </message>
    <message>
      <source>{done} of {total} by {coming}, which takes over then</source>
      <translation>{done} von {total} durch {coming}, das dann übernimmt</translation>
    </message>
    <message>
      <source>{failed} of {seen} files inside could not be read ({reason})</source>
      <translation>{failed} von {seen} Dateien darin waren nicht lesbar ({reason})</translation>
    </message>
    <message>
      <source>{folder} is no folder.</source>
      <translation>{folder} ist kein Ordner.</translation>
    </message>
    <message>
      <source>{folder} is not empty.</source>
      <translation>{folder} ist nicht leer.</translation>
    </message>
    <message>
      <source>{folder} is not watched.</source>
      <translation>{folder} wird nicht beobachtet.</translation>
    </message>
    <message>
      <source>{grant}, then switch “Capture the screen” off and on.</source>
      <translation>{grant}, dann schalte „Bildschirm aufnehmen“ aus und wieder ein.</translation>
    </message>
    <message>
      <source>{layers} layers on the graphics processor</source>
      <translation>{layers} Schichten auf dem Grafikprozessor</translation>
    </message>
    <message>
      <source>{left} of its {by_page} pages are pictures that were not read in time.</source>
      <translation>{left} der {by_page} Seiten sind Bilder, die nicht rechtzeitig gelesen wurden.</translation>
    </message>
    <message>
      <source>{message} It was asked to show its window.</source>
      <translation>{message} Es wurde gebeten, sein Fenster zu zeigen.</translation>
    </message>
    <message>
      <source>{name} arrived damaged (its checksum is another) and was removed.</source>
      <translation>{name} kam beschädigt an (die Prüfsumme ist eine andere) und wurde entfernt.</translation>
    </message>
    <message>
      <source>{name} holds readable text</source>
      <translation>{name} enthält lesbaren Text</translation>
    </message>
    <message>
      <source>{name} is an embedding model: it cannot write answers.</source>
      <translation>{name} ist ein Einbettungsmodell: Es kann keine Antworten schreiben.</translation>
    </message>
    <message>
      <source>{name} is damaged or no backup of Afterimage.</source>
      <translation>{name} ist beschädigt oder keine Sicherung von Afterimage.</translation>
    </message>
    <message>
      <source>{name} is not a GGUF model.</source>
      <translation>{name} ist kein GGUF-Modell.</translation>
    </message>
    <message>
      <source>{name} is not an embedding model: it does not say how texts become vectors.</source>
      <translation>{name} ist kein Einbettungsmodell: Es sagt nicht, wie Texte zu Vektoren werden.</translation>
    </message>
    <message>
      <source>{name} was not downloaded by Afterimage.</source>
      <translation>{name} wurde nicht von Afterimage heruntergeladen.</translation>
    </message>
    <message>
      <source>{notice} Raise files.parse_timeout_s to read them.</source>
      <translation>{notice} Erhöhe files.parse_timeout_s, um sie zu lesen.</translation>
    </message>
    <message>
      <source>{reasons}; from then on found by deep search only</source>
      <translation>{reasons}; danach nur noch durch Tiefensuche zu finden</translation>
    </message>
    <message>
      <source>{reasons}; from then on found by words only</source>
      <translation>{reasons}; danach nur noch über Wörter zu finden</translation>
    </message>
    <message>
      <source>{repo} holds no such file any more.</source>
      <translation>{repo} hat diese Datei nicht mehr.</translation>
    </message>
    <message>
      <source>{root} has a library already.</source>
      <translation>In {root} ist schon eine Bibliothek.</translation>
    </message>
    <message>
      <source>{total} memories by words</source>
      <translation>{total} Erinnerungen nach Wörtern</translation>
    </message>
    <message>
      <source>“{outcome}” is no end of a commitment.</source>
      <translation>„{outcome}“ ist kein Ende einer Zusage.</translation>
    </message>
    <message>
      <source>“{shown}” would leave out nearly everything.</source>
      <translation>„{shown}“ würde fast alles auslassen.</translation>
    </message>
    <message>
      <source>“{tag}” is no tag.</source>
      <translation>„{tag}“ ist kein Schlagwort.</translation>
    </message>
    <message>
      <source>“{text}” is needed for typing.</source>
      <translation>„{text}“ wird zum Tippen gebraucht.</translation>
    </message>
    <message>
      <source>“{text}” is no combination of keys.</source>
      <translation>„{text}“ ist keine Tastenkombination.</translation>
    </message>
    <message>
      <source>“{text}” is no site.</source>
      <translation>„{text}“ ist keine Webseite.</translation>
    </message>
  </context>
</TS>
