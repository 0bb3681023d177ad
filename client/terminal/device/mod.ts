/** The terminal device of this process, and the dialogs on it. */

export { type Device, openDevice } from "./device.ts";
export { type Animation, DeviceTerminal } from "./device_terminal.ts";
