/** The script at the start of the page for browsers. */

import { requestFirstView } from "../early.ts";

requestFirstView();
