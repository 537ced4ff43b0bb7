-- Nothing asked from now on reaches a file, the network, Python's variables or the process's environment.
set python_enable_replacements = false;
set enable_external_access = false;
set lock_configuration = true;
