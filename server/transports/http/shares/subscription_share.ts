import { findUriProblem, type SubscriptionLimit } from "../../../protocol/mod.ts";
import { HttpError, RPC_CODES } from "../wire/mod.ts";
import type { Share } from "./share.ts";

/** The subscriptions of one client, over all its sessions and streams. */
export class SubscriptionShare implements SubscriptionLimit {
  constructor(private readonly share: Share, private readonly client: string) {}

  take(uri: string): string | undefined {
    if (this.share.take(this.client, 1, uri.length)) return undefined;
    const { count, bytes } = this.share.limits;
    return `Too many subscriptions (limit ${count.toLocaleString("en-US")} URIs of ${bytes.toLocaleString("en-US")} ` +
      "bytes together, over all your connections). Unsubscribe from some first.";
  }

  release(uri: string): void {
    this.share.release(this.client, 1, uri.length);
  }

  /**
   * Takes all subscriptions of a stream.
   *
   * @returns The function to call at its end.
   * @throws {HttpError} 400 if a URI is too long, 429 if there are too many.
   */
  takeAll(uris: readonly string[]): () => void {
    const tooLong = uris.map(findUriProblem).find((problem) => problem !== undefined);
    if (tooLong !== undefined) throw new HttpError(400, `${tooLong}.`, { code: RPC_CODES.invalidParams });
    const taken: string[] = [];
    const release = () => taken.splice(0).forEach((uri) => this.release(uri));
    for (const uri of uris) {
      const problem = this.take(uri);
      if (problem === undefined) {
        taken.push(uri);
        continue;
      }
      release();
      throw new HttpError(429, problem);
    }
    return release;
  }
}
