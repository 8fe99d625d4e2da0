"""`python -m lyceum_judge` is the command `lyceum-judge`."""

from .command import main

raise SystemExit(main())
