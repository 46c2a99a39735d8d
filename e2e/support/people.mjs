// People who are not there.

/** A citizen number with a right check digit that no citizen has. */
export function newPid() {
  const digits = [0, ...Array.from({ length: 11 }, () => Math.floor(Math.random() * 10))];
  const sum = digits.reduce((total, digit, at) => total + digit * (13 - at), 0);
  return [...digits, (11 - (sum % 11)) % 10].join('');
}
