/** The Python programs that are measured beside ours. */

import { join } from "node:path";
import { ARTICLE, ArticleServer } from "./article_server.ts";
import type { Program, WebProgram } from "./program.ts";
import { findPython, installedPython, PythonUnusable } from "./python.ts";
import { PORT, PythonPort } from "./python_port.ts";

export interface Peers {
  article?: Program;
  port?: WebProgram;
  /** What they run on; or why they aren't there. */
  remark: string;
}

/**
 * Makes both programs ready to run.
 *
 * @param folder Where the packages that they need are, or come to be.
 * @param get How to come by a Python that has them.
 */
export async function preparePeers(folder: string, get = installedPython): Promise<Peers> {
  try {
    const python = await findPython();
    const article = await get(python, join(ARTICLE, "requirements.txt"), join(folder, "article"));
    const port = await get(python, join(PORT, "requirements.txt"), join(folder, "port"));
    return {
      article: new ArticleServer(article),
      port: new PythonPort(port),
      remark: `Python ${python.version}`,
    };
  } catch (error) {
    if (error instanceof PythonUnusable) return { remark: `without the Python programs: ${error.message}` };
    throw error;
  }
}
