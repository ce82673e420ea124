<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>Afterimage</name>
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
      <source>All kept for a month.</source>
      <translation>Alle für einen Monat behalten.</translation>
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
      <source>beside a match</source>
      <translation>neben einem Treffer</translation>
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
      <source>Dark</source>
      <translation>Dunkel</translation>
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
      <source>Disk budget</source>
      <translation>Speicherbudget</translation>
    </message>
    <message>
      <source>Dismiss</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>documents</source>
      <translation>Dokumente</translation>
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
      <source>earlier value</source>
      <translation>früherer Wert</translation>
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
      <source>Enter asks</source>
      <translation>Enter fragt</translation>
    </message>
    <message>
      <source>Enter asks, arrows choose a hit</source>
      <translation>Enter fragt, Pfeiltasten wählen einen Treffer</translation>
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
      <translation>Importieren …</translation>
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
      <source>It could not be opened</source>
      <translation>Sie ließ sich nicht öffnen</translation>
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
      <source>meaning</source>
      <translation>Bedeutung</translation>
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
    <message>
      <source>more</source>
      <translation>mehr</translation>
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
      <source>None known yet</source>
      <translation>Noch keine bekannt</translation>
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
      <source>nothing</source>
      <translation>nichts</translation>
    </message>
    <message>
      <source>Nothing can be read until it is opened.</source>
      <translation>Nichts ist lesbar, bis sie geöffnet wird.</translation>
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
      <source>person</source>
      <translation>Person</translation>
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
      <source>place</source>
      <translation>Ort</translation>
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
      <translation>Das vergisst</translation>
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
      <source>time</source>
      <translation>Zeit</translation>
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
      <translation>belegt</translation>
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
      <source>words</source>
      <translation>Wörter</translation>
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
      <source>your note</source>
      <translation>deine Notiz</translation>
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
</TS>
