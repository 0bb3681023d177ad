/** The addresses of the desk's places, in the fragment of the page's address: they work behind any proxy. */

export type Route =
  | { place: "queue"; view: string; filter: string }
  | { place: "ticket"; id: string }
  | { place: "approvals" }
  | { place: "customers"; query: string }
  | { place: "customer"; email: string }
  | { place: "reports" }
  | { place: "settings" }
  | { place: "knowledge" | "search"; query: string }
  | { place: "article"; id: string };

const START: Route = { place: "queue", view: "open", filter: "" };

/** Parses the fragment of an address. An unknown one leads to the queue. */
export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?");
  const [place, name = ""] = path.split("/").map(decode);
  const query = new URLSearchParams(search);
  switch (place) {
    case "ticket":
      return /^\d{1,20}$/.test(name) ? { place, id: name } : START;
    case "customer":
      return name === "" ? START : { place, email: name };
    case "article":
      return name === "" ? START : { place, id: name };
    case "customers":
    case "knowledge":
    case "search":
      return { place, query: query.get("q") ?? "" };
    case "approvals":
    case "reports":
    case "settings":
      return { place };
    case "queue":
      return { place, view: name || "open", filter: query.get("q") ?? "" };
    default:
      return START;
  }
}

/** Formats the fragment of an address. */
export function formatRoute(route: Route): string {
  switch (route.place) {
    case "queue":
      return `#/queue/${encodeURIComponent(route.view)}${formatQuery(route.filter)}`;
    case "ticket":
      return `#/ticket/${route.id}`;
    case "customer":
      return `#/customer/${encodeURIComponent(route.email)}`;
    case "article":
      return `#/article/${encodeURIComponent(route.id)}`;
    case "customers":
    case "knowledge":
    case "search":
      return `#/${route.place}${formatQuery(route.query)}`;
    default:
      return `#/${route.place}`;
  }
}

function formatQuery(text: string): string {
  return text === "" ? "" : `?${new URLSearchParams({ q: text })}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
