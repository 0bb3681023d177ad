/** The desk: sign-in, or the frame with the place that the address names. */

import { useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useLayoutEffect } from "preact/hooks";
import type { Desk } from "../desk/mod.ts";
import { LaterView } from "../parts/later_view.tsx";
import { Failure, Skeleton } from "../parts/state.tsx";
import { formatTitle } from "../parts/title.ts";
import { UiProvider } from "../parts/ui_provider.tsx";
import { type SecondPart, type Ui, useFirstPart } from "../parts/ui.ts";
import { NoticeList } from "./frame/banners.tsx";
import { Frame } from "./frame/frame.tsx";
import { useShortcuts } from "./frame/shortcuts.ts";
import { isFirstFrame } from "./queue/first_frame.ts";
import { QueueView } from "./queue/queue.tsx";
import type { FirstWords } from "../words/mod.ts";

export function App({ ui }: { ui: Ui }) {
  return (
    <UiProvider ui={ui}>
      <Session />
    </UiProvider>
  );
}

function Session() {
  const { desk, words } = useFirstPart();
  const { session } = desk;
  useTitle(desk, words);
  const connecting = <p class="connecting low" role="status">{words.states.connecting}</p>;
  switch (session.state.value) {
    case "connecting":
      return connecting;
    case "signed_out":
      return <Second waiting={connecting}>{({ SignIn }) => SignIn ? <SignIn /> : connecting}</Second>;
    case "failed":
      return <Failure error={session.error.value} retry={() => void session.connect()} />;
    case "ready":
      return <Places />;
  }
}

function useTitle(desk: Desk, words: FirstWords): void {
  const title = formatTitle(desk, words);
  useLayoutEffect(() => void (document.title = title), [title]);
}

function Places() {
  const { ui } = useFirstPart();
  useShortcuts(ui);
  usePreparation(ui);
  return (
    <>
      <Frame>
        <Place />
      </Frame>
      <NoticeList />
      {ui.isCovered && <Second waiting={null}>{({ Dialogs }) => <Dialogs />}</Second>}
    </>
  );
}

/** In milliseconds. A busy browser has no idle time: the second part is loaded after this time. */
const LATEST = 500;

/** Completes the first tickets, and loads the second part, once the first tickets are on screen. It has the actions on selected tickets. */
function usePreparation({ desk: { queue }, second }: Ui): void {
  useSignalEffect(() => {
    if (queue.state.value === "loading") return;
    requestAnimationFrame(() => setTimeout(() => isFirstFrame.value = false));
    requestAnimationFrame(() => runWhenIdle(() => void (second.error.peek() === null && second.load())));
  });
  useSignalEffect(() => {
    if (queue.selected.value.size > 0) void second.load();
  });
}

function runWhenIdle(run: () => void): void {
  if (globalThis.requestIdleCallback === undefined) setTimeout(run); // some browsers do not have it
  else requestIdleCallback(run, { timeout: LATEST });
}

function Place() {
  const { desk, words } = useFirstPart();
  const { value: route } = desk.route;
  if (route.place === "queue") return <QueueView />;
  const waiting = <Skeleton rows={6} label={words.states.loading} />;
  return <Second waiting={waiting}>{({ Place }) => <Place route={route} />}</Second>;
}

/** Shows a view of the second part. */
function Second({ waiting, children }: { waiting: VNode | null; children(part: SecondPart): VNode }) {
  const { ui, words } = useFirstPart();
  const texts = { later: words.states.later, retry: words.retry };
  return <LaterView later={ui.second} words={texts} waiting={waiting} reload={ui.access?.reload}>{children}</LaterView>;
}
