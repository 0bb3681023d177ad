/** The words of the smaller places, in German. */

import type { enPlaces } from "../../en/second/mod.ts";

export const dePlaces: typeof enPlaces = {
  signIn: {
    title: "Anmelden",
    label: "Zugangs-Token",
    hint: "Wer den Server betreibt, gibt dir ein Token.",
    keep: "Auf diesem Rechner angemeldet bleiben",
    submit: "Anmelden",
    account: "Mit deinem Konto anmelden",
    failed: "Du bist nicht angemeldet.",
    ended:
      "Deine Anmeldung ist zu Ende: Das Token ist abgelaufen oder wurde widerrufen. Melde dich neu an. Deine Texte bleiben.",
    problems: {
      ...{ https: "Dafür ist https nötig.", no_code: "Der Anbieter der Konten hat keinen Code gesendet." },
      issuer: "Der Anbieter der Konten ist nicht erreichbar. Versuch es in einer Minute noch einmal.",
      other_tab: "Diese Anmeldung wurde nicht in diesem Tab begonnen. Melde dich noch einmal an.",
      link: "Der Link ist verbraucht oder älter als zehn Minuten. Wo support-mcp desk läuft, gibt Enter einen neuen.",
      offline: "Der Server ist nicht erreichbar.",
    },
    wrong: "Der Server kennt dieses Token nicht. Es hat einen Tippfehler oder ist abgelaufen.",
  },
  approvals: {
    title: "Freigaben",
    pending: "Offen",
    granted: "Erteilt",
    rejected: "Abgelehnt",
    empty: "Nichts wartet auf Freigabe.",
    emptyOther: "Keine.",
    askedBy: (name) => `Angefragt von ${name}`,
    decidedBy: (name) => `Entschieden von ${name}`,
    expires: (time) => `Läuft ab: ${time}`,
    how: (id) => `Zum Entscheiden: support-mcp approvals show ${id}`,
  },
  decisions: {
    grant: "Freigeben",
    reject: "Ablehnen",
    states: {
      granted: "Freigegeben. Die Änderung wurde ausgeführt.",
      rejected: "Abgelehnt. Nichts wurde geändert.",
      expired: "Abgelaufen. Nichts wurde geändert.",
      failed: "Die Änderung konnte nicht ausgeführt werden.",
    },
  },
  damage: {
    title: (number) =>
      number === 1
        ? "Ein Datensatz ist beschädigt und fehlt hier vielleicht."
        : `${number.toLocaleString("de")} Datensätze sind beschädigt und fehlen hier vielleicht.`,
    remedy:
      "Wer den Server betreibt, kann sie reparieren (support-mcp check --repair) oder eine Sicherung einspielen (support-mcp restore).",
  },
  customers: {
    search: "Name oder tier:pro",
    empty: "Kein Kunde passt.",
    tickets: "Tickets",
    noTickets: "Noch keine Tickets.",
    missing: "Diesen Kunden gibt es nicht",
    more: "Mehr laden",
    changeTier: "Tarif ändern",
    edit: "Kunde bearbeiten",
    editShort: "Bearbeiten",
    organizationHint: "Wenn leer, gilt die Organisation der E-Mail-Domain.",
    notesHint: "Nur das Team sieht sie.",
    accountStatus: { active: "Aktiv", suspended: "Gesperrt" },
  },
  reports: {
    now: "Jetzt",
    period: "Zeitraum",
    periods: { "7d": "7 Tage", "30d": "30 Tage", "12m": "12 Monate" },
    created: "Neu",
    closed: "Geschlossen",
    firstReply: "Erste Antwort, Median",
    closing: "Bis zur Lösung, Median",
    inTime: "Rechtzeitig beantwortet",
    table: "Als Tabelle",
    most: (number) => `Höchster Balken: ${number.toLocaleString("de")}`,
    ...{ title: "Berichte", byStatus: "Nach Status", byPriority: "Nicht geschlossen, nach Priorität" },
    ...{ unassigned: "Offen, nicht zugewiesen", overdue: "Überfällig", dueToday: "Heute fällig" },
    ...{ waiting: "Kunde hat zuletzt geschrieben", total: "Tickets", customers: "Kunden" },
  },
};
