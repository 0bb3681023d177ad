/** The Python programs that ours is compared with. */

import { join } from "node:path";
import { ARTICLE_FOLDER, ArticleServer } from "./article_server.ts";
import type { Program, WebProgram } from "./program.ts";
import { findPython, installPython, PythonUnusableError } from "./python.ts";
import { PORT_FOLDER, PythonPort } from "./python_port.ts";

export interface Peers {
  article?: Program;
  /** The article's program on the current package. */
  port?: WebProgram;
  /** The same after optimization. */
  tunedPort?: WebProgram;
  /** The Python version, or the reason why they are not available. */
  remark: string;
}

/**
 * Prepares the programs.
 *
 * @param folder Where their packages are, or will be installed.
 * @param get Finds or creates a Python environment with the packages.
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
