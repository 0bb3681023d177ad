/** The way to the host: messages between a page and the window around it. */

/** Sends and receives JSON-RPC messages. */
export interface Port {
  send(message: object): void;
  /** @param listener Gets every message of the host. */
  listen(listener: (message: unknown) => void): void;
}

/**
 * Creates the port to the window around this page. The origin of that window is unknown to the page, and differs from host to
 * host: the browser's sandbox is what keeps others out.
 */
export function createParentPort(page: Window): Port {
  return {
    send: (message) => page.parent.postMessage(message, "*"),
    listen: (listener) =>
      page.addEventListener("message", ({ source, data }) => {
        if (source === page.parent) listener(data);
      }),
  };
}
