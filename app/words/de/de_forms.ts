/** The words of forms, menus and files, in German. */

import type { enForms } from "../en/mod.ts";

export const deForms: typeof enForms = {
  form: {
    restored: "Das hattest du noch nicht gespeichert.",
    discard: "Verwerfen",
    changed: "Inzwischen wurde das geändert. Sende noch einmal, um den jetzigen Stand zu ersetzen.",
    now: (value) => `Jetzt: ${value}`,
  },
  create: {
    title: "Neues Ticket",
    customer: "E-Mail-Adresse des Kunden",
    customerHint: "Ein unbekannter Kunde bekommt ein Konto im Tarif Free.",
    description: "Beschreibung",
    submit: "Ticket erstellen",
    done: (id) => `#${id} wurde erstellt`,
    account: (email) => `Für ${email} wurde ein Konto angelegt.`,
  },
  merge: {
    title: (id) => `#${id} zusammenführen mit …`,
    placeholder: "Nummer oder Wörter des Tickets, das bleibt",
    done: (id, into) => `#${id} wurde mit #${into} zusammengeführt`,
  },
  snooze: {
    title: "Zurückstellen bis",
    later: "Später heute",
    tomorrow: "Morgen",
    week: "Nächste Woche",
    date: "Datum wählen …",
    until: "Bis",
    end: "Wiedervorlage aufheben",
    submit: "Auf Wiedervorlage legen",
    hint: "Das Ticket kommt früher zurück, wenn der Kunde schreibt.",
    done: (id, time) => `#${id}: Wiedervorlage ${time}`,
    ended: (id) => `#${id} liegt nicht mehr auf Wiedervorlage`,
  },
  files: {
    attach: "Datei anhängen",
    drop: "Datei hier ablegen, um sie anzuhängen",
    download: "Herunterladen",
    noDownload: "Dieser Host lässt den Desk keine Dateien speichern.",
    noPreview: "Dateien dieser Art werden hier nicht angezeigt.",
    cut: "Der Anfang der Datei:",
    tooLarge: (name) => `${name} ist zu groß (höchstens 5 MB).`,
    done: (name) => `${name} ist angehängt`,
  },
};
