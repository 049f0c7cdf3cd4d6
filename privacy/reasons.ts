/** Reasons for which a column holds nothing about a person, where many share one. */
export const ids = 'Numbers that name rows of this copy';
export const times = 'When something happened here, of itself about nobody';
export const text = 'What the organisation says in public';
