/** The entrance for the script at the start of the page. A bundler keeps everything that such a file names. */

export { sendFirst } from "../first_requests.ts";
export { HttpClient } from "../http_client.ts";
export { TokenStore } from "../token_store.ts";
