/** The entrance for the script at the start of the page. A bundler keeps everything that such a file names. */

export { parseRoute } from "../routes.ts";
export { BUILT_IN_VIEWS, toSearch } from "../views.ts";
