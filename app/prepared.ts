import { memoize } from "../base/values/memoize.ts";
import { buildPage, type Page, type PageName } from "./build/mod.ts";

const builds = {
  host: memoize(() => buildPage("host")),
  browser_en: memoize(() => buildPage("browser_en")),
  browser_de: memoize(() => buildPage("browser_de")),
};

/** The pages. The bundled program replaces this module with those that were built at compile time. */
export const prepared: Readonly<Record<PageName, Page | Promise<Page>>> = {
  get host() {
    return builds.host();
  },
  get browser_en() {
    return builds.browser_en();
  },
  get browser_de() {
    return builds.browser_de();
  },
};
