/** Media types of files (RFC 6838). */

/** The type of unknown files (RFC 2046, section 4.5.1). */
const DEFAULT_TYPE = "application/octet-stream";

/** The types of files that people attach to tickets. */
const TYPES_BY_EXTENSION: Readonly<Record<string, string>> = {
  ".bmp": "image/bmp",
  ".conf": "text/plain",
  ".css": "text/css",
  ".csv": "text/csv",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".eml": "message/rfc822",
  ".gif": "image/gif",
  ".gz": "application/gzip",
  ".har": "application/json",
  ".heic": "image/heic",
  ".htm": "text/html",
  ".html": "text/html",
  ".ics": "text/calendar",
  ".ini": "text/plain",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript",
  ".json": "application/json",
  ".jsonl": "application/jsonl",
  ".log": "text/plain",
  ".md": "text/markdown",
  ".mov": "video/quicktime",
  ".mp3": "audio/mpeg",
  ".mp4": "video/mp4",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ".rtf": "application/rtf",
  ".svg": "image/svg+xml",
  ".tar": "application/x-tar",
  ".tif": "image/tiff",
  ".tiff": "image/tiff",
  ".toml": "application/toml",
  ".tsv": "text/tab-separated-values",
  ".txt": "text/plain",
  ".wav": "audio/wav",
  ".webm": "video/webm",
  ".webp": "image/webp",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".xml": "application/xml",
  ".yaml": "application/yaml",
  ".yml": "application/yaml",
  ".zip": "application/zip",
};

/** Derives a file's media type from its extension, in any case. */
export function getMediaType(fileName: string): string {
  const extension = /.(\.[^./\\]*)$/.exec(fileName)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(TYPES_BY_EXTENSION, extension) ? TYPES_BY_EXTENSION[extension]! : DEFAULT_TYPE;
}
