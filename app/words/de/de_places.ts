/** The words of the smaller places, in German. */

import type { enPlaces } from "../en/mod.ts";

export const dePlaces: typeof enPlaces = {
  signIn: {
    title: "Anmelden",
    label: "Zugangs-Token",
    hint: "Wer den Server betreibt, gibt dir ein Token.",
    keep: "Auf diesem Rechner angemeldet bleiben",
    submit: "Anmelden",
    wrong: "Der Server kennt dieses Token nicht. Es ist vertippt oder abgelaufen.",
  },
  states: {
    offline: "Keine Verbindung. Änderungen warten, bis sie zurück ist.",
    readOnly: "Nur lesen",
    failed: "Das konnte nicht geladen werden",
    loading: "Lädt",
    connecting: "Verbindet",
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
  customers: {
    search: "Name, Adresse oder Filter wie tier:pro",
    empty: "Kein Kunde passt.",
    tickets: "Tickets",
    noTickets: "Noch keine Tickets.",
    missing: "Diesen Kunden gibt es nicht",
    more: "Mehr laden",
    changeTier: "Tarif ändern",
    accountStatus: { active: "Aktiv", suspended: "Gesperrt" },
  },
  reports: {
    period: "Zeitraum",
    periods: { "7d": "7 Tage", "30d": "30 Tage", "12m": "12 Monate" },
    created: "Neu",
    closed: "Geschlossen",
    firstReply: "Erste Antwort, Median",
    closing: "Bis zur Lösung, Median",
    inTime: "Rechtzeitig beantwortet",
    table: "Als Tabelle",
    ...{ title: "Berichte", byStatus: "Nach Status", byPriority: "Nicht geschlossen, nach Priorität" },
    ...{ unassigned: "Offen, nicht zugewiesen", overdue: "Überfällig", dueToday: "Heute fällig" },
    ...{ waiting: "Kunde schrieb zuletzt", total: "Tickets", customers: "Kunden" },
  },
};
