/** `leaseRanOut` as C++ has it: `LEASE_RAN_OUT`. */
export function constantName(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();
}

export function constant(type: string, name: string, value: number | string): string {
  return `static constexpr ${type} ${name} = ${value};`;
}

/** A group of constants, each with the group's name in front. */
export function constants(type: string, group: string, values: Readonly<Record<string, number>>): string[] {
  return Object.entries(values).map(([name, value]) => constant(type, `${group}_${constantName(name)}`, value));
}
