/** The settings of the desk, which people change with `support-mcp settings`. */

import { computed, signal } from "@preact/signals";
import type { Bridge } from "../bridges/bridge.ts";
import { BUILT_IN_VIEWS, findView, SORTS, type View } from "./views.ts";

/** The settings by name. Most are objects with names as keys. */
export type SettingValues = Readonly<Record<string, unknown>>;

/** Reads the settings. */
export class DeskSettings {
  readonly values = signal<SettingValues | null>(null);
  readonly error = signal<unknown>(null);
  /** The views of every desk, and then those of the settings. */
  readonly views = computed<readonly View[]>(() => [...BUILT_IN_VIEWS, ...listCustomViews(this.values.value)]);
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  /** A desk works without its settings, as on an earlier server. */
  async load(): Promise<void> {
    try {
      const { text } = await this.#bridge.read("desk://settings");
      this.values.value = JSON.parse(text).settings;
      this.error.value = null;
    } catch (error) {
      this.error.value = error;
    }
  }

  findView(name: string): View {
    return this.views.value.find((view) => view.name === name) ?? findView(name);
  }
}

/** A view with the name of one of every desk replaces it there. */
function listCustomViews(values: SettingValues | null): View[] {
  const views = Object.entries((values?.views ?? {}) as Record<string, { sort?: string }>);
  return views.filter(([name]) => !BUILT_IN_VIEWS.some((view) => view.name === name)).map(
    ([name, { sort: wanted }]) => {
      const sort = SORTS.find((sort) => sort === wanted);
      return { name, query: `view:"${name}"`, isCustom: true, ...sort !== undefined && { sort } };
    },
  );
}
