import { type Actor, DEFAULT_INTAKE_RATE, type Desk, DeskError, type DeskErrorCode } from "../../../../store/mod.ts";
import { RateLimiter, type RequestGuard } from "../auth/mod.ts";
import {
  checkContentType,
  Deadlines,
  getDeclaredLength,
  HttpError,
  type HttpLimits,
  type IncomingRequest,
  readBytes,
} from "../wire/mod.ts";
import { parseMessage } from "./parse_message.ts";
import { findSigner, type Signer } from "./signature.ts";

/** Tells those who look at the path in a browser how to send. */
const EXPECTED =
  "Use POST with a JSON message, and sign it with webhook-id, webhook-timestamp and webhook-signature (Standard Webhooks).";

/** The longest message has 80 KB in UTF-8. */
const MAX_BODY_BYTES = 128 * 1024;

/** The longest `webhook-id`, which is the idempotency key. */
const MAX_ID_LENGTH = 200;

/** Statuses of the desk's failures. A sender repeats a message after 409, 429 and 5xx, and gives up after the others. */
const STATUSES: Partial<Record<DeskErrorCode, number>> = { idempotency_mismatch: 409, unavailable: 503 };

/** In the words of a sender, who knows no calls and keys. */
const ID_REUSED = "webhook-id was used before, for another message. Use a new webhook-id for each new message.";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export interface IntakeOptions {
  desk: Desk;
  guard: RequestGuard;
  limits: HttpLimits;
  isReadOnly: boolean;
}

/** A source of the settings, with its secrets. */
interface Source extends Signer {
  messagesPerMinute: number;
}

/** `POST /intake`: takes in customers' messages from forms and programs that the settings name. */
export class IntakeEndpoint {
  readonly #deadlines: Deadlines;
  readonly #limiters = new Map<string, RateLimiter>();

  constructor(private readonly options: IntakeOptions) {
    this.#deadlines = new Deadlines(options.limits.requestTime);
  }

  close(): void {
    this.#deadlines.close();
  }

  /**
   * Takes in a message. Errors become plain JSON: senders do not speak JSON-RPC.
   *
   * @returns Null if the settings name no source, as if nothing were at the path.
   */
  async handle(incoming: IncomingRequest): Promise<Response | null> {
    const { guard } = this.options;
    guard.hosts.check(incoming);
    try {
      const sources = await this.#readSources();
      if (sources.length === 0) return null;
      guard.chargeAddress(incoming);
      return Response.json(await this.#receive(incoming, sources));
    } catch (error) {
      const { status, message, headers } = toHttpError(error);
      incoming.exchange.refusal = message;
      return Response.json({ error: message }, { status, headers });
    }
  }

  async #receive(incoming: IncomingRequest, sources: readonly Source[]) {
    const { desk, isReadOnly, limits } = this.options;
    const { request, exchange } = incoming;
    if (request.method !== "POST") {
      throw new HttpError(405, `${request.method} is not supported at this path. ${EXPECTED}`, {
        headers: { Allow: "POST" },
      });
    }
    if (isReadOnly) throw new HttpError(403, "This server is read-only (--read-only), and accepts no messages.");
    checkContentType(request);
    const bytes = await readBytes(
      request,
      getDeclaredLength(request),
      Math.min(MAX_BODY_BYTES, limits.bodyBytes),
      this.#deadlines,
    );
    const body = decode(bytes);
    const source = findSigner(body, request.headers, sources);
    exchange.principal = source.name;
    this.#charge(source);
    const idempotencyKey = request.headers.get("webhook-id")!;
    if (idempotencyKey.length > MAX_ID_LENGTH) {
      throw new HttpError(400, `webhook-id is too long (limit ${MAX_ID_LENGTH} characters).`);
    }
    return await desk.tickets.receive(parseMessage(body.replace(/^\ufeff/, "")), {
      by: toActor(source),
      idempotencyKey,
    });
  }

  /** @throws {HttpError} 429 */
  #charge({ name, messagesPerMinute }: Source): void {
    const known = this.#limiters.get(name);
    const limiter = known?.perMinute === messagesPerMinute ? known : new RateLimiter(messagesPerMinute);
    this.#limiters.set(name, limiter);
    limiter.take(name);
  }

  /** Reads the sources each time: a change of the settings has an effect at once. */
  async #readSources(): Promise<Source[]> {
    const { settings } = this.options.desk;
    const { intake } = await settings.read();
    return await Promise.all(
      Object.entries(intake).map(async ([name, { secrets, messages_per_minute = DEFAULT_INTAKE_RATE }]) => ({
        name,
        secrets: await settings.readSecrets(secrets),
        messagesPerMinute: messages_per_minute,
      })),
    );
  }
}

/**
 * Keeps a byte-order mark, because the signature covers it.
 *
 * @throws {HttpError} 400
 */
function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new HttpError(400, "The body is not valid UTF-8.", { cause });
  }
}

function toActor({ name }: Source): Actor {
  return { kind: "system", name: "intake", version: null, on_behalf_of: name };
}

/** @throws The error if it is a fault of the server. */
function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (!(error instanceof DeskError)) throw error;
  const status = STATUSES[error.code] ?? 422;
  const message = error.code === "idempotency_mismatch" ? ID_REUSED : error.message;
  return new HttpError(status, message, status === 503 ? { headers: { "Retry-After": "5" } } : {});
}
