/** The page for hosts, which say the language only when it runs: it has the words of all. */

import { openInHost } from "../host.tsx";

void openInHost();
