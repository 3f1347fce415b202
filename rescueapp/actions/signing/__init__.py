"""Who decided, for whom, and whether it still holds: what every act of two people rests on."""
