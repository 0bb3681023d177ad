/** The user interface: selects the bridge, and shows the desk. */

import { openInBrowser } from "./browser.tsx";
import { openInHost } from "./host.tsx";

// Our HTTP server forbids browsers to show the page in a frame. So a page in a frame is in a host.
if (globalThis.parent === globalThis.self) openInBrowser();
else void openInHost();
