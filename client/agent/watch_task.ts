import { formatNotice } from "./instructions.ts";
import type { UntrustedTextMarks } from "./untrusted_text.ts";
import type { WatchedNews, WatchedResource } from "./watch/mod.ts";

/** Formats the task of one run of a watch: the task itself, then what is new in the watched resources. */
export function formatWatchTask(
  task: string,
  news: readonly (WatchedNews & { resource: WatchedResource })[],
  marks: UntrustedTextMarks,
): string {
  const parts = news.map(({ resource, keys, contents }) => {
    const { server, uri } = resource;
    return `${formatNotice(describeNews(uri, server.name, { keys, contents }))}\n${
      marks.mark(contents.format(keys), server.name)
    }`;
  });
  return [task, ...parts].join("\n\n");
}

function describeNews(uri: string, server: string, { keys, contents }: WatchedNews): string {
  const place = `${uri} of the server "${server}"`;
  if (!contents.hasTickets) return `You watch ${place}. This is what it holds now:`;
  const ids = [...keys].map((id) => `#${id}`).join(", ");
  const others = contents.items.size - keys.size;
  const rest = others === 0 ? "" : ` The view holds ${others} more, which are for other runs: leave them as they are.`;
  return `You watch the view ${place}. New or changed in it since your last run: ${ids}.${rest}`;
}
