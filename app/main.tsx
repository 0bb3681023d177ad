/** The user interface: selects the bridge, and shows the desk. */

import { openInBrowser } from "./browser.tsx";
import { openInHost } from "./host.tsx";

// A browser is told not to show the page in a frame, so a page in a frame is in a host.
if (window.parent === window) openInBrowser();
else void openInHost();
