"""Reading untrusted bytes within ceilings, and writing a file without ever losing one."""
