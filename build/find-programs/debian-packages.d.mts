export function installDebianPackages(names: string[], purpose: string): void;
