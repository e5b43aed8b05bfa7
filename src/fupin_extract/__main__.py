"""``python -m fupin_extract`` is the command ``fupin-extract``."""

from fupin_extract.cli import main

if __name__ == "__main__":
    main()
