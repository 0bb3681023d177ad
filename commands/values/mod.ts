/** The values of flags, arguments and environment variables: parsing, and messages about invalid ones. */

export { parseAddresses } from "./address_range.ts";
export { createChoiceParser, describeChoices, formatChoices } from "./choice.ts";
export {
  parseList,
  readBooleanVariable,
  readChoiceVariable,
  readListVariable,
  readParsedVariable,
  readVariable,
} from "./environment.ts";
export { findRepeatedHeader, parseHeader, splitHeader } from "./header.ts";
export { parseHostname } from "./hostname.ts";
export { formatHttpAddress, type HttpAddress, isLoopback, parseHttpAddress } from "./http_address.ts";
export { findNearMisses } from "./near_miss.ts";
export { parsePersonName } from "./person_name.ts";
export { isPlaceholder } from "./placeholder.ts";
export { SecretValueError } from "./secret_value_error.ts";
export { parseEndpoint, parseIssuer, parseOrigin, parsePublicUrl } from "./url.ts";
export { parsePositiveNumber, parseSeconds, parseWholeNumber } from "./whole_number.ts";
