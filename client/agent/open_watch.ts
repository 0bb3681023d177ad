/** Connects to the servers of a watch, which may start later than the watch. */

import { delay } from "../../base/timing/delay.ts";
import { AgentError, ServerError } from "../errors/mod.ts";
import { AgentSession, type SessionOptions } from "./agent_session.ts";
import { isAway } from "./servers/mod.ts";
import type { AgentView } from "./views/mod.ts";
import { findResources, type WatchedResource, type WatchTiming } from "./watch/mod.ts";

/** A session with the resources that it watches. */
export interface OpenedWatch {
  session: AgentSession;
  resources: readonly WatchedResource[];
}

/**
 * Connects to the servers, and finds the resources. As long as a server that may have them is away, this is repeated with
 * growing pauses.
 *
 * @param names Each the name of a view, or a URI.
 * @returns Undefined if `stop` is aborted before that.
 * @throws {AgentError} If another attempt cannot help: the setup is wrong, or no server has one of the resources.
 * @throws The reason of `abort`, once that is aborted.
 */
export async function openWatch(
  options: SessionOptions,
  names: readonly string[],
  { start: [first, longest] }: WatchTiming,
): Promise<OpenedWatch | undefined> {
  const { servers, stop, abort } = options;
  const view = new OpeningView(options.view);
  for (let pause = first; !stop.aborted; pause = Math.min(2 * pause, longest)) {
    try {
      const watch = await tryToOpen({ ...options, view }, names);
      view.isOpening = false;
      return watch;
    } catch (error) {
      abort.throwIfAborted();
      if (stop.aborted) return undefined;
      if (!(error instanceof ServerError) || !isAway(error, servers)) throw error;
      const { server, message, remarks } = error;
      view.show({ type: "server", server, state: "lost", message: `${message} ${RETRYING}`, remarks });
    }
    await delay(pause, { signal: AbortSignal.any([stop, abort]) }).catch(() => abort.throwIfAborted());
  }
}

const RETRYING = "Trying again until it can be reached.";

/** @throws {ServerError} If a server is away that may have a resource that no other one has. */
async function tryToOpen(options: SessionOptions, names: readonly string[]): Promise<OpenedWatch> {
  const session = await AgentSession.open(options, true);
  try {
    await session.refresh();
    return { session, resources: await findResources(names, session.servers) };
  } catch (error) {
    await session[Symbol.asyncDispose]();
    if (!(error instanceof AgentError)) throw error;
    throw session.failures.find((failure) => isAway(failure, options.servers)) ?? error;
  }
}

/** Shows each change of a server once while the attempts to open a watch repeat, and then everything. */
class OpeningView implements AgentView {
  isOpening = true;
  readonly #view: AgentView;
  readonly #shown = new Set<string>();

  constructor(view: AgentView) {
    this.#view = view;
  }

  show(event: Parameters<AgentView["show"]>[0]): void {
    if (this.isOpening && event.type === "server") {
      if (this.#shown.has(event.message)) return;
      this.#shown.add(event.message);
    }
    this.#view.show(event);
  }
}
