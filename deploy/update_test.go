package deploy

import "flag"

var update = flag.Bool("update", false, "write the files anew that are made from others")
