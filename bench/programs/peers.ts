/** The Python programs that are measured beside ours. */

import { join } from "node:path";
import { ARTICLE_FOLDER, ArticleServer } from "./article_server.ts";
import type { Program, WebProgram } from "./program.ts";
import { findPython, installPython, PythonUnusableError } from "./python.ts";
import { PORT_FOLDER, PythonPort } from "./python_port.ts";

export interface Peers {
  article?: Program;
  /** The article's program, as it is, on today's package. */
  port?: WebProgram;
  /** The same, as somebody would have it who measures. */
  tunedPort?: WebProgram;
  /** What they run on; or why they aren't there. */
  remark: string;
}

/**
 * Makes both programs ready to run.
 *
 * @param folder Where the packages that they need are, or come to be.
 * @param get How to come by a Python that has them.
 */
export async function preparePeers(folder: string, get = installPython): Promise<Peers> {
  try {
    const python = await findPython();
    const article = join(ARTICLE_FOLDER, "requirements.txt");
    const [today, httptools] = [join(PORT_FOLDER, "requirements.txt"), join(PORT_FOLDER, "tuned.txt")];
    const pythonFor = (name: string, ...requirements: string[]) => get(python, requirements, join(folder, name));
    return {
      article: new ArticleServer(await pythonFor("article", article)),
      port: new PythonPort("the Python port", await pythonFor("port", today)),
      tunedPort: new PythonPort("the tuned port", await pythonFor("tuned-port", today, httptools), ["--coroutines"]),
      remark: `Python ${python.version}`,
    };
  } catch (error) {
    if (error instanceof PythonUnusableError) return { remark: `without the Python programs: ${error.message}` };
    throw error;
  }
}
