/** Messages of every place: the connection, what failed, and the results of changes. */

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type Notice, NOTICE_TIME } from "../../desk/mod.ts";
import { LineIcon } from "../../parts/icons.tsx";
import { useExplanation, useFirstPart } from "../../parts/ui.ts";

/** Above the content, which moves down for them: what needs attention stays, and covers nothing. */
export function Banners() {
  const { desk, words } = useFirstPart();
  const isOnline = desk.bridge.context.value.online;
  const needing = desk.notices.list.value.filter(({ kind }) => kind !== "done");
  return (
    <div role="status" class="banners">
      {!isOnline && (
        <p class="banner">
          <LineIcon shape="warning" /> {words.states.offline}
        </p>
      )}
      {needing.map((notice) => <NoticeView key={notice.id} notice={notice} />)}
    </div>
  );
}

/** In pixels, around the messages. */
const GAP = 16;

/** Above the foot of the page, for a moment. */
export function NoticeList() {
  const { desk: { notices, opened, route, queue } } = useFirstPart();
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (list.current!.childElementCount === 0) return; // to measure nothing would cost a layout in the first frame
    keepClear(list.current!);
    const frame = requestAnimationFrame(() => keepClear(list.current!)); // the place below is there then
    return () => cancelAnimationFrame(frame);
  }, [notices.list.value, route.value, opened.value?.state.value, queue.selected.value.size > 0]);
  return (
    <div ref={list} class="notices" role="status">
      {notices.list.value.filter(({ kind }) => kind === "done").map((notice) => (
        <NoticeView key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

/** Moves the messages above what a person uses next at the foot of the page. */
function keepClear(list: HTMLElement): void {
  list.style.bottom = "";
  const { left, right, top } = list.getBoundingClientRect();
  for (const foot of document.querySelectorAll(".composer, .bulk")) {
    const box = foot.getBoundingClientRect();
    const isCovered = box.bottom > top && box.top < innerHeight && box.right > left && box.left < right;
    if (isCovered && box.top > list.offsetHeight + GAP) list.style.bottom = `${innerHeight - box.top + GAP / 2}px`;
  }
}

function NoticeView({ notice }: { notice: Notice }) {
  const { id, kind, action, approval } = notice;
  const { desk, words } = useFirstPart();
  const text = useText(notice);
  const { notices } = desk;
  useEffect(() => {
    if (kind !== "done") return;
    const timer = setTimeout(() => notices.dismiss(id), NOTICE_TIME);
    return () => clearTimeout(timer);
  }, []);
  const act = () => {
    notices.dismiss(id);
    if (approval === undefined) action?.run();
    else desk.go({ place: "approvals" });
  };
  const label = approval === undefined ? action && words[action.label] : words.places.approvals;
  return (
    <div class={`notice ${kind}`}>
      {kind === "failed" && <LineIcon shape="warning" />}
      <span dir="auto">{text}</span>
      {label && <button type="button" class="link" onClick={act}>{label}</button>}
      <button type="button" class="plain" aria-label={words.dismiss} onClick={() => notices.dismiss(id)}>
        <LineIcon shape="close" />
      </button>
    </div>
  );
}

function useText({ text, error, change, approval }: Notice): string {
  const { words: { states } } = useFirstPart();
  const explain = useExplanation();
  if (approval !== undefined) return states.waitsAs(approval);
  return error === undefined ? text : explain(error, change);
}
