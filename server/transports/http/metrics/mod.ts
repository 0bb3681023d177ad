/**
 * The metrics at `/metrics`.
 *
 * @module
 */

export { Metrics } from "./metrics.ts";
export { PROMETHEUS_TYPE } from "./prometheus.ts";
