/** Riders that the plant's figures hold for: from a child's weight to the most that such tables are sold for, kg. */
export const MASS_KG = { low: 20, high: 200 } as const;
/** How far the table may be out of balance toward the head (+) or the feet, cm. */
export const COM_CM = { low: -15, high: 15 } as const;
