/** The state of the places besides the queue. It is in the second part of the page. */

import type { Bridge } from "../bridges/bridge.ts";
import { Batches } from "./batches.ts";
import { ChangedRecords } from "./changed_records.ts";
import { CustomerDirectory } from "./customers.ts";
import { KnowledgeBase } from "./knowledge.ts";
import { Report } from "./report.ts";
import { MyTickets } from "./my_tickets.ts";
import type { Notices } from "./notices.ts";
import type { Route } from "./routes.ts";
import { Search } from "./search.ts";
import { OpenTicket } from "./ticket.ts";

/** Loads what the places show. */
export class Places {
  readonly batches: Batches;
  readonly records: ChangedRecords;
  readonly customers: CustomerDirectory;
  readonly mine: MyTickets;
  readonly report: Report;
  readonly knowledge: KnowledgeBase;
  readonly search: Search;

  /** @param refresh Shows the new values after a change of many tickets. */
  constructor(private readonly bridge: Bridge, notices: Notices, refresh: () => void) {
    this.batches = new Batches({ bridge, notices, refresh });
    this.records = new ChangedRecords(bridge);
    this.customers = new CustomerDirectory(bridge, notices);
    this.mine = new MyTickets(bridge);
    this.report = new Report(bridge);
    this.knowledge = new KnowledgeBase(bridge, notices);
    this.search = new Search(bridge);
  }

  openTicket(id: string): OpenTicket {
    return new OpenTicket(id, this.bridge);
  }

  /** Returns the reasons why a place, or a part of it, could not be loaded. */
  listErrors({ place }: Route): unknown[] {
    const { report, customers, knowledge, search } = this;
    switch (place) {
      case "reports":
        return [report.error.value];
      case "customers":
        return customers.state.value === "failed" ? [customers.error.value] : [];
      case "customer":
        return [customers.state.value === "failed" ? customers.error.value : customers.ticketsError.value];
      case "knowledge":
      case "article":
        return knowledge.state.value === "failed" ? [knowledge.error.value] : [];
      case "search":
        return search.state.value === "failed" ? [search.error.value] : search.failures.value.map(({ error }) => error);
      default:
        return [];
    }
  }

  open(route: Route): void {
    switch (route.place) {
      case "reports":
        return void this.report.load();
      case "customers":
        return void this.customers.search(route.query);
      case "customer":
        return void this.customers.open(route.email);
      case "knowledge":
        return void this.knowledge.search(route.query);
      case "article":
        return void this.knowledge.open(route.id);
      case "search":
        return void this.search.find(route.query);
    }
  }
}
