/** The frame: places at the left, and the chosen one beside them. */

import type { ComponentChildren } from "preact";
import { formatRoute, type Route } from "../../desk/mod.ts";
import { LineIcon } from "../../parts/icons.tsx";
import { getViewName } from "../../parts/view_names.ts";
import { Avatar } from "../../parts/avatar.tsx";
import { useFirstPart } from "../../parts/ui.ts";
import { Banners } from "./banners.tsx";
import { PLACES } from "./places.ts";

export function Frame({ children }: { children: ComponentChildren }) {
  const { ui, desk, words } = useFirstPart();
  const isOpen = ui.showsMenu.value;
  const openPalette = () => ui.run((part) => part.openPalette(ui));
  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={skipToMain}>{words.skip}</a>
      <header class="top">
        <button
          id="menu"
          type="button"
          class="plain"
          aria-label={words.menu}
          aria-expanded={isOpen}
          onClick={() => ui.showsMenu.value = !isOpen}
        >
          <LineIcon shape="menu" />
        </button>
        <strong>{words.desk}</strong>
        <button type="button" class="plain" aria-label={words.palette.label} onClick={openPalette}>
          <LineIcon shape="search" />
        </button>
      </header>
      <div class={isOpen ? "side open" : "side"} onClick={() => ui.showsMenu.value = false}>
        <div class="side-head">
          <button type="button" class="find" onClick={openPalette}>
            <LineIcon shape="search" /> <span>{words.palette.short}</span> <kbd>{words.control} K</kbd>
          </button>
          <NewTicket />
        </div>
        <nav aria-label={words.navigation}>
          <ViewList />
          <PlaceList />
        </nav>
        <Person />
      </div>
      <main
        id="main"
        tabIndex={-1}
        data-place={desk.route.value.place}
        onFocusIn={() => ui.showsMenu.value = false}
      >
        <Banners />
        {children}
      </main>
    </div>
  );
}

function NewTicket() {
  const { ui, desk: { session }, words } = useFirstPart();
  if (session.isReadOnly.value || !session.has("create_ticket")) return null;
  const { newTicket: title } = words;
  const create = () => ui.run((part) => part.askToCreate(ui));
  return (
    <button type="button" class="plain" aria-label={title} title={ui.addKey(title, "t")} onClick={create}>
      <LineIcon shape="plus" />
    </button>
  );
}

/** The fragment of the address belongs to the desk's places. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

interface EntryProps {
  route: Route;
  isCurrent: boolean;
  children: ComponentChildren;
  count?: number | null | undefined;
  /** There are more. */
  isMore?: boolean;
}

function Entry({ route, isCurrent, children, count, isMore }: EntryProps) {
  const { locale } = useFirstPart();
  return (
    <li>
      <a href={formatRoute(route)} aria-current={isCurrent ? "page" : undefined}>
        {children}
        {count! > 0 && <span class="count">{count!.toLocaleString(locale)}{isMore && "+"}</span>}
      </a>
    </li>
  );
}

function ViewList() {
  const { desk, words } = useFirstPart();
  const { value: route } = desk.route;
  const stats = desk.session.stats.value;
  const mine = desk.places.value?.mine;
  const current = route.place === "queue" || route.place === "ticket" ? desk.queue.view.value.name : undefined;
  return (
    <ul>
      {desk.settings.views.value.map((view) => (
        <Entry
          key={view.name}
          route={{ place: "queue", view: view.name, filter: "" }}
          isCurrent={view.name === current}
          {...view.name === "mine"
            ? { count: mine?.count.value, isMore: mine?.hasMore.value ?? false }
            : { count: stats === null ? undefined : view.count?.(stats) }}
        >
          <bdi class="ellipsis">{getViewName(view, words)}</bdi>
        </Entry>
      ))}
    </ul>
  );
}

/** The places that are inside others. */
const PARENTS: Readonly<Record<string, string>> = { customer: "customers", article: "knowledge" };

function PlaceList() {
  const { desk, words } = useFirstPart();
  const { place: current } = desk.route.value;
  return (
    <ul>
      {PLACES.filter(({ tool }) => desk.session.has(tool)).map(({ place, shape, route }) => (
        <Entry
          key={place}
          route={route}
          isCurrent={place === current || place === PARENTS[current]}
          count={place === "approvals" ? desk.approvals.pending.value : undefined}
        >
          <LineIcon shape={shape} />
          <span class="ellipsis">{words.places[place]}</span>
        </Entry>
      ))}
    </ul>
  );
}

function Person() {
  const { ui, desk, words } = useFirstPart();
  const you = desk.session.you.value;
  return (
    <footer class="you">
      <Avatar name={you} />
      <bdi class="ellipsis">{you}</bdi>
      {desk.session.isReadOnly.value && <span class="low">{words.states.readOnly}</span>}
      {ui.access?.isSignedIn() && (
        <button
          type="button"
          class="plain"
          aria-label={words.signOut}
          title={words.signOut}
          onClick={() => ui.access?.signOut()}
        >
          <LineIcon shape="out" />
        </button>
      )}
    </footer>
  );
}
