/** The words for what fails, in German. */

import type { enFailures } from "../../en/failures/mod.ts";
import type { FailureReasons } from "../../failure_reasons.ts";

const format = (count: number) => count.toLocaleString("de");
const list = (parts: readonly string[]) => parts.map((part) => `„${part}“`).join(", ");

const wrong: Record<string, string> = {
  number: "Keine Zahl.",
  date: "Kein Datum.",
  boolean: "Weder ja noch nein.",
  choice: "Nicht mehr wählbar.",
};
const many: Record<string, string> = { tags: "Tags", add_tags: "Tags", links: "Verknüpfungen", files: "Dateien" };

const decided = {
  granted: "schon freigegeben",
  rejected: "schon abgelehnt",
  expired: "abgelaufen",
  failed: "fehlgeschlagen",
};

const reasons: FailureReasons = {
  required: ({ field }) => field.startsWith("custom.") ? "Ein Wert ist nötig." : "Ein Text ist nötig.",
  too_short: ({ limit }) => `Zu kurz: mindestens ${limit} Zeichen.`,
  too_long: ({ length, limit, unit }) =>
    unit === "bytes"
      ? "Zu lang für einen Text. Kürze ihn."
      : `Zu lang: ${format(length)} Zeichen (höchstens ${format(limit)}).`,
  too_many: ({ field, limit }) => `Zu viele ${many[field] ?? "Einträge"} (höchstens ${limit}).`,
  invalid_value: "Dieser Wert ist nicht möglich.",
  wrong_type: ({ type }) => wrong[type] ?? "Dieser Wert ist nicht möglich.",
  unknown_field: "Dieses Feld gibt es nicht mehr.",
  invalid_email: ({ value }) => `„${value}“ ist keine E-Mail-Adresse.`,
  invalid_tag: ({ value }) =>
    `„${value}“ ist kein Tag: Es hat bis zu 50 Buchstaben, Ziffern, Binde- und Unterstriche oder Doppelpunkte.`,
  invalid_language: ({ value }) => `„${value}“ ist kein Sprachkürzel wie en oder de.`,
  past_time: "Dieser Zeitpunkt ist vorbei. Wähle einen späteren.",
  distant_time: ({ limit }) => `Das ist mehr als ${limit} Tage hin. Wähle einen früheren Zeitpunkt.`,

  ticket_not_found: ({ id }) => `Es gibt kein Ticket #${id}.`,
  customer_not_found: ({ email }) => `Es gibt keinen Kunden ${email}.`,
  article_not_found: ({ id }) => `Es gibt keinen Artikel ${id}.`,
  approval_not_found: ({ id }) => `Eine Freigabe ${id} gibt es nicht oder nicht mehr.`,
  batch_not_found: ({ id }) => `Die Änderung ${id} lässt sich nicht mehr zurücknehmen.`,

  ticket_closed: ({ id }) => `#${id} ist geschlossen. Öffne es zuerst wieder.`,
  ticket_already_closed: ({ id }) => `#${id} ist schon geschlossen.`,
  ticket_not_closed: ({ id }) => `#${id} ist nicht geschlossen.`,
  ticket_merged: ({ id, into }) => `#${id} wurde mit #${into} zusammengeführt. Arbeite dort weiter.`,
  ticket_not_merged: ({ id }) => `#${id} ist nicht zusammengeführt.`,
  customer_erased: "Der Kunde wurde gelöscht. Eine Änderung ist nicht mehr möglich.",
  same_ticket: "Wähle ein anderes Ticket.",
  contradictory_link: "Diese Verknüpfung widerspricht anderen der beiden Tickets.",
  nothing_to_change: "Kein Ticket würde sich ändern.",

  changed_since: "Seitdem hat es jemand geändert.",
  changed_meanwhile: "Inzwischen hat es jemand geändert.",
  not_found_anymore: "Nicht mehr vorhanden.",
  same_values: "Es hat diese Werte schon.",
  batch_undone: "Die Änderung wurde zurückgenommen, bevor sie fertig war.",

  file_exists: ({ name }) => `Das Ticket hat schon eine Datei ${name}.`,
  invalid_file_name: ({ name }) => `„${name}“ ist kein Dateiname.`,
  file_too_large: ({ name }) => `Die Datei ${name} ist zu groß.`,
  empty_file: "Die Datei ist leer.",
  change_too_large: "Das ist zusammen zu lang zum Speichern. Kürze es.",

  rejected_by_person: "Du hast die Änderung abgelehnt.",
  waits_for_approval: ({ id }) => `Die Änderung wartet als ${id} auf Freigabe.`,
  approval_decided: ({ id, state }) => `${id} ist ${decided[state]}.`,

  unknown_view: ({ name }) => `Eine Ansicht ${name} gibt es nicht.`,
  unknown_filter: "Diesen Filter gibt es nicht. Für den Text selbst setz ihn in Anführungszeichen.",
  missing_filter_value: "Der Wert fehlt.",
  wrong_filter_value: ({ value, possible = [] }) => `${value} ist kein Wert. Möglich sind ${possible.join(", ")}.`,
  not_a_date: "Das ist kein Datum. Schreib eines wie 2026-11-01, today oder 7d.",
  unbalanced_parenthesis: "Einer Klammer fehlt das Gegenstück.",
  unbalanced_quotes: "Ein Anführungszeichen fehlt oder steht an der falschen Stelle.",
  missing_operand: "Daneben fehlt ein Wort.",
  no_word: "Darin ist kein Wort.",
  too_many_words: ({ limit }) => `Zu viele Wörter und Filter (höchstens ${limit}).`,
  invalid_query: "So lässt sich das nicht suchen.",

  no_match: ({ part }) => `Kein Ticket passt zu „${part}“.`,
  exact_words: "Wörter in Anführungszeichen werden genau so gesucht, wie sie geschrieben sind.",
  no_match_together: ({ parts }) =>
    `Jeder Teil passt, aber nicht zusammen. Lass ${parts.length > 1 ? "einen davon" : "ihn"} weg: ${list(parts)}.`,
  no_match_of_all: ({ parts }) => `Kein Ticket hat alles davon: ${list(parts)}. Ohne AND genügt ein Teil.`,
  all_excluded: "Alle Treffer sind ausgeschlossen. Lass einen Ausschluss weg.",
  unknown_custom_field: ({ name }) => `Ein Feld ${name} gibt es nicht.`,
  wrong_field_value: ({ value }) => `${value} ist kein Wert dieses Felds.`,
  field_without_order: "Es hat keine Reihenfolge. Schreib field:NAME=true oder field:NAME=false.",
  filter_as_word: ({ filter }) => `Zum Filtern schreib ${filter}.`,
  misplaced_wildcard: "* steht nur am Ende eines Worts für weitere Buchstaben: net*.",
};

export const deFailures: typeof enFailures = {
  failures: {
    offline: "Der Server war nicht erreichbar.",
    token: "Du warst abgemeldet.",
    scope: "Du darfst hier lesen, aber nichts ändern.",
    busy: "Der Server ist ausgelastet. Versuch es gleich noch einmal.",
    body: "Das ist zu groß für diesen Server. Wer ihn betreibt, kann mehr erlauben.",
    failed: "Auf dem Server ist etwas schiefgegangen.",
    reasons,
    wrong,
    left: {
      changed_since: "Seitdem hat es jemand geändert.",
      changed_meanwhile: "Inzwischen hat es jemand geändert.",
      not_found_anymore: "Nicht mehr vorhanden.",
      customer_erased: "Der Kunde wurde gelöscht.",
      same_values: "Es hat diese Werte schon.",
      batch_undone: "Die Änderung wurde vorher zurückgenommen.",
      ticket_closed: "Es ist geschlossen. Öffne es zuerst wieder.",
      ticket_already_closed: "Es ist schon geschlossen.",
      required: "Ein Pflichtfeld wäre leer.",
      too_many: "Es hätte zu viele Tags.",
      unknown_field: "Dieses Feld gibt es nicht mehr.",
      wrong_type: "Das Feld kann diesen Wert nicht haben.",
      change_too_large: "Es wäre zu lang.",
    },
    leftMany: {
      changed_since: "Seitdem hat sie jemand geändert.",
      changed_meanwhile: "Inzwischen hat sie jemand geändert.",
      same_values: "Sie haben diese Werte schon.",
      ticket_closed: "Sie sind geschlossen. Öffne sie zuerst wieder.",
      ticket_already_closed: "Sie sind schon geschlossen.",
      too_many: "Sie hätten zu viele Tags.",
      change_too_large: "Sie wären zu lang.",
    },
    kinds: {
      stale_revision: "Inzwischen hat jemand etwas geändert.",
      idempotency_mismatch:
        "Ein früherer Versuch mit anderen Werten wurde vielleicht gespeichert. Sieh nach, bevor du noch einmal sendest.",
    },
    other: (text) => `Der Server lehnt das ab: ${text}`,
    unsaved: (change, reason) => `${change} ist nicht gespeichert: ${reason}`,
    ofField: (field, text) => `${field}: ${text}`,
    part: (text, reason) => `„${text}“: ${reason}`,
    meant: (name) => ` Meintest du ${name}?`,
  },
};
