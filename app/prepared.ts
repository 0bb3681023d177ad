import { buildPage, type Page } from "./build/mod.ts";

/** The page. The bundled program replaces this module with the page that was built at compile time. */
export const prepared: Page | Promise<Page> = buildPage();
