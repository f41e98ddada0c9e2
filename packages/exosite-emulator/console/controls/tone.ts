/** What a colour says beside the word that says it too. */
export type Tone = 'good' | 'bad' | 'waiting' | 'plain' | 'accent';
