/** The conversation, oldest first. It opens at the newest message. */

import { useLayoutEffect, useRef } from "preact/hooks";
import type {
  Changes,
  Customer,
  CustomValues,
  Link,
  Message,
  OpenTicket,
  SmallChange,
  Ticket,
  TimelineItem,
} from "../../desk/mod.ts";
import { undoBatch } from "../../parts/bulk_actions.ts";
import { LineIcon } from "../../parts/icons.tsx";
import { formatCustom, formatValue, getFieldName } from "../../parts/labels.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { copyText, formatMailAddress } from "../../parts/deliver.ts";
import { LongText } from "../../parts/text.tsx";
import { Time } from "../../parts/time.tsx";
import { useDesk } from "../../parts/ui.ts";
import type { Words } from "../../words/mod.ts";
import { useNews } from "./news.ts";

/** More changes than this are folded. */
const FOLD = 2;

/** In CSS pixels: the reader is at the end of the conversation. */
const END = 48;

export function Thread({ open }: { open: Pick<OpenTicket, "timeline" | "customer" | "ticket"> }) {
  const { desk, words } = useDesk();
  const list = useRef<HTMLOListElement>(null);
  const wasAtEnd = useRef(true);
  const items = open.timeline.value;
  const messages = items.filter(({ type }) => type === "message").length;
  useLayoutEffect(() => {
    const follows = wasAtEnd.current || isWrittenBy(desk.session.you.peek(), items);
    if (follows) list.current?.lastElementChild?.scrollIntoView({ block: "end" });
  }, [messages]);
  useEnd(list, wasAtEnd);
  const news = useNews(items);
  return (
    <div class="scroller" tabIndex={-1} onScroll={(event) => wasAtEnd.current = isAtEnd(event.currentTarget)}>
      <ol ref={list} class="thread" aria-label={words.ticket.thread}>
        {items.map((item) =>
          item.type === "message"
            ? <MessageView key={item.key} message={item} customer={open.customer.value} ticket={open.ticket.value} />
            : <ChangesView key={item.key} group={item} />
        )}
        {messages === 0 && <li class="low">{words.ticket.noDescription}</li>}
      </ol>
      <p role="status" class="unseen">{news}</p>
    </div>
  );
}

/** Keeps the newest message in view while what is below it grows, such as a reply that the person writes. */
function useEnd(list: { current: HTMLElement | null }, wasAtEnd: { current: boolean }): void {
  useLayoutEffect(() => {
    const scroller = list.current!.parentElement!;
    const observer = new ResizeObserver(() => {
      if (wasAtEnd.current) scroller.scrollTop = scroller.scrollHeight;
    });
    observer.observe(scroller);
    return () => observer.disconnect();
  }, []);
}

/** Checks whether the newest message is shown, or all but its last line. */
export function isAtEnd({ scrollTop, clientHeight, scrollHeight }: Element): boolean {
  return scrollHeight - clientHeight - scrollTop < END;
}

function isWrittenBy(person: string, items: readonly TimelineItem[]): boolean {
  const newest = items.findLast((item) => item.type === "message");
  return newest?.author === person;
}

interface MessageProps {
  message: Message;
  customer: Customer | null;
  ticket: Ticket | null;
}

function MessageView({ message, customer, ticket }: MessageProps) {
  const { words } = useDesk();
  const { kind, author, at, body, merged_from, isFirst } = message;
  const name = customer?.email === author && customer.name !== "" ? customer.name : author;
  const label = isFirst ? words.ticket.request : words.ticket[kind];
  return (
    <li class={`message ${kind}`}>
      <Avatar name={name} kind={kind === "customer" ? "customer" : "team"} />
      <div class="bubble">
        <p class="message-head">
          <bdi class="author" title={author}>{name}</bdi>
          <span class="kind">
            {kind === "note" && <LineIcon shape="lock" />}
            {kind === "reply" && <LineIcon shape="reply" />}
            {label}
          </span>
          {message.edited_at && !message.is_retracted && <span class="low">{words.ticket.edited}</span>}
          {merged_from && <span class="low">{words.ticket.mergedFrom(merged_from)}</span>}
          <span class="low message-time">
            <Time at={at} />
          </span>
        </p>
        {message.is_retracted ? <p class="low">{words.ticket.retracted}</p> : <LongText text={body} />}
        <Delivery message={message} ticket={ticket} />
      </div>
    </li>
  );
}

function Delivery({ message: { delivery, body, is_retracted }, ticket }: Pick<MessageProps, "message" | "ticket">) {
  const { words } = useDesk();
  if (delivery === undefined) return null;
  const texts: Record<string, string> = {
    not_sent: words.ticket.notSent,
    queued: words.ticket.queued,
    sent: words.ticket.sent,
    failed: words.ticket.failed,
  };
  const isOpen = delivery === "not_sent" && ticket !== null && !is_retracted;
  return (
    <p class={`delivery low d-${delivery}`}>
      <span>{texts[delivery] ?? delivery}</span>
      {isOpen && <ByHand ticket={ticket} body={body} />}
    </p>
  );
}

/** The ways to deliver a reply that the desk cannot send. */
function ByHand({ ticket, body }: { ticket: Ticket; body: string }) {
  const { ui, desk: { bridge }, words: { ticket: words } } = useDesk();
  const { customer, subject, id } = ticket;
  const address = formatMailAddress({ to: customer, subject: words.mailSubject(subject, id), body });
  return (
    <>
      <button type="button" class="link" onClick={() => void copyText(ui, body)}>{words.copy}</button>
      {bridge.can.storage && <a href={address}>{words.mail}</a>}
    </>
  );
}

function ChangesView({ group: { changes } }: { group: Changes }) {
  const { words } = useDesk();
  const list = changes.map((change) => <ChangeView key={change.key} change={change} />);
  if (changes.length <= FOLD) {
    return (
      <li class="changes">
        <ul>{list}</ul>
      </li>
    );
  }
  return (
    <li class="changes">
      <details>
        <summary class="low">{words.ticket.changes(changes.length)}</summary>
        <ul>{list}</ul>
      </details>
    </li>
  );
}

function ChangeView({ change }: { change: SmallChange }) {
  const { words, locale } = useDesk();
  return (
    <li class="low">
      <bdi class="author">{change.by}</bdi> <span dir="auto">{describe(change, words, locale)}</span> ·{" "}
      <Time at={change.at} />
      <UndoBatch change={change} />
    </li>
  );
}

/** A change of many tickets is undone in all of them. */
function UndoBatch({ change: { what, batch_id } }: { change: SmallChange }) {
  const { ui, desk: { session }, words } = useDesk();
  if (batch_id === undefined || what === "undone" || session.isReadOnly.value) return null;
  return (
    <>
      {" · "}
      <button type="button" class="link" onClick={() => void undoBatch(ui, batch_id)}>
        {words.batch.undo}
      </button>
    </>
  );
}

/** Describes a change: `set Status to Pending, set Assignee to Ana`. */
export function describe({ what, fields }: SmallChange, words: Words, locale: string): string {
  const named = words.events[what];
  const parts = fields.flatMap(({ field, before, after }) => {
    if (named !== undefined && (field === "status" || field === "merged_into" || field === "attachments")) return [];
    if (field === "escalation") return [];
    if (field === "tags") return describeTags(before as string[] ?? [], after as string[] ?? [], words);
    if (field === "custom") return describeCustom(before as CustomValues ?? {}, after as CustomValues ?? {}, words);
    if (field === "links") return describeLinks(before as Links ?? [], after as Links ?? [], words);
    const name = getFieldName(field, words);
    if (after === null || after === "") return [words.changes.removed(name)];
    return [words.changes.set(name, formatValue(field, after, words, locale))];
  });
  if (named !== undefined) return [named, ...parts].join(", ");
  return parts.length > 0 ? parts.join(", ") : words.changes.other(what);
}

type Links = readonly Pick<Link, "relation" | "id">[];

function describeLinks(before: Links, after: Links, words: Words): string[] {
  const toText = ({ relation, id }: Links[number]) => `${words.relations[relation] ?? relation} #${id}`;
  const [earlier, now] = [before.map(toText), after.map(toText)];
  return [
    ...now.filter((link) => !earlier.includes(link)).map(words.changes.addedLink),
    ...earlier.filter((link) => !now.includes(link)).map(words.changes.removedLink),
  ];
}

function describeCustom(before: CustomValues, after: CustomValues, words: Words): string[] {
  const set = Object.entries(after).filter(([name, value]) => !Object.hasOwn(before, name) || value !== before[name]);
  const removed = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  return [
    ...set.map(([name, value]) => words.changes.set(name, formatCustom(value, words))),
    ...removed.map(words.changes.removed),
  ];
}

function describeTags(before: readonly string[], after: readonly string[], words: Words): string[] {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  return [
    ...added.length > 0 ? [words.changes.addedTags(added.join(", "))] : [],
    ...removed.length > 0 ? [words.changes.removedTags(removed.join(", "))] : [],
  ];
}
