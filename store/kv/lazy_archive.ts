import { memoize } from "../../base/values/memoize.ts";
import type {
  Archive,
  ArchivedArticle,
  ArchivedCustomer,
  ArchivedTicket,
  CustomerToImport,
  FormerTicket,
  ImportResult,
  LeftLink,
  TicketToImport,
  WrittenComment,
} from "../archive.ts";
import type { Actor } from "../event.ts";
import type { SettingsRevision } from "../settings.ts";

/** {@linkcode Archive} that is loaded with its first call: servers never need it. */
export class LazyArchive implements Archive {
  /** @param load Returns the same archive each time. */
  constructor(private readonly load: () => Promise<Archive>) {}

  dryRun(): Archive {
    return new LazyArchive(memoize(() => this.load().then((archive) => archive.dryRun())));
  }

  async importCustomers(customers: readonly CustomerToImport[], by: Actor): Promise<ImportResult[]> {
    return (await this.load()).importCustomers(customers, by);
  }

  async importTickets(tickets: readonly TicketToImport[], by: Actor): Promise<ImportResult[]> {
    return (await this.load()).importTickets(tickets, by);
  }

  async completeLinks(ids: readonly string[], by: Actor): Promise<LeftLink[]> {
    return (await this.load()).completeLinks(ids, by);
  }

  async resolveLinks(by: Actor): Promise<LeftLink[]> {
    return (await this.load()).resolveLinks(by);
  }

  async listMissing(ids: readonly string[]): Promise<string[]> {
    return (await this.load()).listMissing(ids);
  }

  async importAttachment(ticketId: string, file: { name: string; bytes: Uint8Array }): Promise<ImportResult> {
    return (await this.load()).importAttachment(ticketId, file);
  }

  async importSettings(revisions: readonly SettingsRevision[]): Promise<ImportResult> {
    return (await this.load()).importSettings(revisions);
  }

  async importArticles(articles: readonly ArchivedArticle[]): Promise<ImportResult[]> {
    return (await this.load()).importArticles(articles);
  }

  async exportSettings(): Promise<SettingsRevision[]> {
    return (await this.load()).exportSettings();
  }

  async exportCustomer(email: string): Promise<ArchivedCustomer> {
    return (await this.load()).exportCustomer(email);
  }

  async exportWrittenComments(email: string): Promise<WrittenComment[]> {
    return (await this.load()).exportWrittenComments(email);
  }

  async exportFormerTickets(email: string): Promise<FormerTicket[]> {
    return (await this.load()).exportFormerTickets(email);
  }

  async *exportArticles(): AsyncIterable<ArchivedArticle> {
    yield* (await this.load()).exportArticles();
  }

  async *exportCustomers(): AsyncIterable<ArchivedCustomer> {
    yield* (await this.load()).exportCustomers();
  }

  async *exportCustomerTickets(email: string): AsyncIterable<ArchivedTicket> {
    yield* (await this.load()).exportCustomerTickets(email);
  }

  async *exportTickets(): AsyncIterable<ArchivedTicket> {
    yield* (await this.load()).exportTickets();
  }
}
