/** The user interface: selects the bridge, and shows the desk. */

import { openInBrowser } from "./browser.tsx";

openInBrowser();
