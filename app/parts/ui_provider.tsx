import type { ComponentChildren } from "preact";
import { PageContext } from "./page.ts";
import { type Ui, UiContext } from "./ui.ts";

/** Gives views the state of the page. */
export function UiProvider({ ui, children }: { ui: Ui; children: ComponentChildren }) {
  return (
    <PageContext.Provider value={ui}>
      <UiContext.Provider value={ui}>{children}</UiContext.Provider>
    </PageContext.Provider>
  );
}
