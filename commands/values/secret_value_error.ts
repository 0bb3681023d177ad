/** A value is invalid and may contain a secret, so that no message repeats it. */
export class SecretValueError extends SyntaxError {}
