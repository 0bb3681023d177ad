/** Language models and the providers that serve them. */

export type { Model, ModelRequest, ModelResponse, ModelTool, RequestedCall, Tokens } from "./model.ts";
export { ModelError } from "./model_error.ts";
export { openModels } from "./open_models.ts";
export { KEY_VARIABLES } from "./providers.ts";
export { RetryingModel } from "./retrying_model.ts";
export { sampleModel } from "./sampling.ts";
