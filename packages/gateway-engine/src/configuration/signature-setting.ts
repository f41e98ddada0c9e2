/** Which packages must be signed (otau 4.2). */
export type SignatureSetting = 'off' | 'ifPresent' | 'required';

/** In the order of their strictness. */
export const SIGNATURE_POLICIES: readonly SignatureSetting[] = ['off', 'ifPresent', 'required'];
